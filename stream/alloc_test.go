package stream_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// TestAllocations: a run allocates for its rings and goroutines, not for its
// elements, so ten times as many elements need no more.
func TestAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	const few, many, slack = 2_000, 20_000, 60
	ctx := t.Context()
	ran := func(n int, err error) {
		if err != nil || n == 0 {
			panic(fmt.Sprint("run: ", n, err))
		}
	}
	collect := func(s stream.Stream[int]) {
		vs, err := s.TryCollect(ctx)
		ran(len(vs), err)
	}
	count := func(s stream.Stream[int]) { ran(s.Count(ctx)) }
	forEach := func(s stream.Stream[int]) {
		n := 0
		err := s.ForEach(ctx, func(int) { n++ })
		ran(n, err)
	}
	xs := ints(many)
	iter := func(n int) stream.Stream[int] { return stream.Iter(xs[:n]) }
	seq := func(n int) stream.Stream[int] { return pullsOf(n, new(int)) }
	odd := func(v int) bool { return v%2 == 1 }

	for name, run := range map[string]func(n int){
		"no boundary":                         func(n int) { collect(iter(n).Map(double).Filter(even).Map(double)) },
		"Map, Filter, Buffered, TryCollect":   func(n int) { collect(iter(n).Map(double).Filter(even).Buffered(8)) },
		"TryMap, Buffered, TryCollect":        func(n int) { collect(iter(n).TryMap(stream.Fallible(fine)).Buffered(8)) },
		"all but one filtered out":            func(n int) { count(iter(n).Filter(func(v int) bool { return v == 7 }).Buffered(8)) },
		"BufferedUnordered, TryCollect":       func(n int) { collect(iter(n).Map(double).BufferedUnordered(8)) },
		"BufferedUnordered, half filtered":    func(n int) { count(seq(n).Filter(odd).BufferedUnordered(8)) },
		"Buffered, ForEach":                   func(n int) { forEach(iter(n).Map(double).Buffered(8)) },
		"BufferedUnordered, ForEach":          func(n int) { forEach(iter(n).Map(double).BufferedUnordered(8)) },
		"Buffered, Count":                     func(n int) { count(iter(n).Map(double).Buffered(8)) },
		"a wide window":                       func(n int) { count(iter(n).Map(double).Buffered(8, stream.Window(512))) },
		"two boundaries, TryCollect":          func(n int) { collect(iter(n).Map(double).Buffered(8).Map(double).Buffered(8)) },
		"two boundaries of both kinds":        func(n int) { count(iter(n).Map(double).BufferedUnordered(8).TryMap(stream.Fallible(fine)).Buffered(4)) },
		"FromSeq, no boundary":                func(n int) { count(seq(n).Map(double)) },
		"FromSeq, Buffered, Count":            func(n int) { count(seq(n).Map(double).Buffered(8)) },
		"FromSeq, BufferedUnordered, ForEach": func(n int) { forEach(seq(n).Map(double).BufferedUnordered(8)) },
		"sequence stages":                     func(n int) { ran(iter(n).Take(n).Skip(1).Scan(0, runningSum).Enumerate().Results().Count(ctx)) },
		"Chain, Buffered, Count":              func(n int) { count(iter(n / 2).Map(double).Chain(seq(n / 2)).Buffered(8)) },
	} {
		t.Run(name, func(t *testing.T) {
			fewAllocs, manyAllocs := testing.AllocsPerRun(3, func() { run(few) }), testing.AllocsPerRun(3, func() { run(many) })
			assert.InDelta(t, fewAllocs, manyAllocs, slack, "on one processor")

			fewAllocs, manyAllocs = leastAllocs(func() { run(few) }), leastAllocs(func() { run(many) })
			assert.InDelta(t, fewAllocs, manyAllocs, slack, "on %d", runtime.GOMAXPROCS(0))
		})
	}
	t.Run("Chunks allocates a slice a chunk, of the right size", func(t *testing.T) {
		run := func(n int) func() {
			return func() {
				chunks, err := iter(n).Chunks(10).Count(ctx)
				ran(chunks, err)
			}
		}
		assert.InDelta(t, (many-few)/10, testing.AllocsPerRun(3, run(many))-testing.AllocsPerRun(3, run(few)), slack)
	})
	t.Run("TryCollect allocates the slice once if the size is known", func(t *testing.T) {
		vs, err := iter(few).Map(double).Buffered(8).Map(double).BufferedUnordered(3).TryCollect(ctx)
		require.NoError(t, err)
		assert.Equal(t, few, cap(vs))
	})
}

func fine(v int) (int, error) { return v, nil }

// leastAllocs is testing.AllocsPerRun with all processors, where what the
// runtime allocates now and then must not count: the least of some runs.
func leastAllocs(f func()) float64 {
	least := ^uint64(0)
	for range 6 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		least = min(least, after.Mallocs-before.Mallocs)
	}
	return float64(least)
}
