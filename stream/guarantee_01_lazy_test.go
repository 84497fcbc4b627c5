package stream_test

import (
	"context"
	"iter"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee01Lazy(t *testing.T) {
	bubble(t, "building a stream starts nothing and reads nothing", func(t *testing.T) {
		touched := func() { assert.Fail(t, "called before a terminal runs") }
		ch := make(chan int, 1)
		ch <- 1
		for name, crash := range gCrashes {
			for place, below := range gPlaces {
				s := below(crash(touched))
				s = s.Chain(stream.FromChan(ch), gGenerate(3, func(int) { touched() }), stream.Once(func(context.Context) (int, error) { touched(); return 0, nil }))
				_ = s.All(t.Context())
				_, _ = name, place
			}
		}
		synctest.Wait()
		assert.Len(t, ch, 1)
	})
	t.Run("a stream can be run again, with fresh state", func(t *testing.T) {
		for name, s := range gAgain() {
			first := s.Collect(t.Context())
			require.NotEmpty(t, first, name)
			for range 3 {
				assert.Equal(t, first, s.Collect(t.Context()), name)
			}
			for range s.All(t.Context()) {
				break // one that is broken off leaves nothing behind
			}
			assert.Equal(t, first, s.Collect(t.Context()), name)
		}
	})
	t.Run("also concurrently", func(t *testing.T) {
		for name, s := range gAgain() {
			want := s.Collect(t.Context())
			got := make([][]stream.Result[int], 6)
			var wg sync.WaitGroup
			for i := range got {
				wg.Go(func() { got[i] = s.Collect(t.Context()) })
			}
			wg.Wait()
			for i := range got {
				assert.Equal(t, want, got[i], name)
			}
		}
	})
	t.Run("also within itself", func(t *testing.T) {
		for name, s := range gAgain() {
			want := s.Collect(t.Context())
			if len(want) > 9 {
				continue
			}
			n := 0
			for range s.All(t.Context()) {
				assert.Equal(t, want, s.Collect(t.Context()), name)
				n++
			}
			assert.Len(t, want, n)
		}
	})
	t.Run("parts shared by two streams do not mix", func(t *testing.T) {
		part := gGenerate(9, func(int) {}).Skip(1).Map(func(i int) int { return 10 * i })
		a, b := part.Take(3), part.Skip(5).Buffered(2)
		vs, err := a.Chain(b, a).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{10, 20, 30, 60, 70, 80, 10, 20, 30}, vs)
	})
	t.Run("Chain does not write into the slice it is given", func(t *testing.T) {
		parts := make([]stream.Stream[int], 2, 9)
		parts[0], parts[1] = stream.Of(1), stream.Of(2)
		s := stream.Of(0).Chain(parts...)
		parts[0] = stream.Of(9)
		parts = append(parts, stream.Of(3))
		_ = stream.Of(7).Chain(parts...)
		vs, err := s.TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{0, 1, 2}, vs)
	})
	t.Run("the initial value of Scan and Fold is copied as Go copies: a map is shared", func(t *testing.T) {
		count := func(m map[string]int, i int) (map[string]int, int) { m["n"]++; return m, m["n"] }
		s := gThree().Scan(map[string]int{}, count)
		for _, want := range [][]int{{1, 2, 3}, {4, 5, 6}} {
			vs, err := s.TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, want, vs)
		}
		m := map[string]int{}
		for want := range 3 {
			got, err := gThree().Fold(t.Context(), m, func(m map[string]int, i int) map[string]int { m["n"]++; return m })
			require.NoError(t, err)
			assert.Equal(t, 3*(want+1), got["n"])
		}
		plain := gThree().Scan([1]int{}, func(a [1]int, i int) ([1]int, int) { a[0] += i; return a, a[0] })
		for range 2 {
			vs, err := plain.TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []int{0, 1, 3}, vs)
		}
	})
}

// gAgain are streams that can be run again, with every stage that keeps state.
func gAgain() map[string]stream.Stream[int] {
	self := func(i int) int { return i }
	dedup := func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
		last := -1
		for v, err := range in {
			if v != last && !yield(v, err) {
				return
			}
			last = v
		}
	}
	out := map[string]stream.Stream[int]{
		"Take":      gThree().Take(2),
		"Skip":      gThree().Skip(2),
		"SkipWhile": gThree().SkipWhile(func(i int) bool { return i < 1 }),
		"TakeWhile": gThree().TakeWhile(func(i int) bool { return i < 1 }),
		"Scan":      gThree().Scan(0, func(a, i int) (int, int) { return a + i, a + i }),
		"Enumerate": gThree().Enumerate().Map(func(x stream.Indexed[int]) int { return x.Index }),
		"Chunks":    gThree().Chunks(2).Map(func(c []int) int { return len(c) }),
		"StepBy":    gThree().StepBy(2),
		"ChunkBy":   gThree().ChunkBy(half).Map(func(c []int) int { return len(c) }),
		"MapWhile":  gThree().MapWhile(doubleBelow3),
		"TryScan":   gThree().TryScan(0, tryRunningSum),

		"TryFlatMap":   gThree().TryFlatMap(tried(copies)),
		"TryTakeWhile": gThree().TryTakeWhile(tried(below(2))),
		"TrySkipWhile": gThree().TrySkipWhile(tried(below(1))),

		"Transform": stream.Of(1, 1, 2).Transform(dedup),
		"Zip":       gThree().Zip(stream.FromSeq(slices.Values(ints(9)))).Map(func(p stream.Pair[int, int]) int { return p.First + p.Second }),
		"Unfold":    stream.Unfold(0, func(i int) (int, int, bool) { return i, i + 1, i < 3 }),
		"Once":      stream.Once(func(context.Context) (int, error) { return 1, errBoom }),
		"Fail":      stream.Fail[int](errBoom),
		"Tasks":     stream.Tasks(yields(1, nil), yields(2, errBoom), yields(3, nil)),
		"Defer":     deferred(gThree().Skip(1)),
		"Repeat":    stream.Repeat(1).Take(3),
		"Interval":  stream.Interval(time.Microsecond).Take(2).Map(func(time.Time) int { return 1 }),
		"Cycle":     gThree().Skip(1).Cycle().Take(5),
		"Throttle":  gThree().Throttle(time.Nanosecond),
		"TakeUntil": gThree().TakeUntil(make(chan struct{})),
		"FromSeq":   stream.FromSeq(slices.Values(ints(9))),
		"Chain":     gThree().Chain(stream.FromSeq(slices.Values(ints(9))).Map(self), gThree().Take(1)),
		"errors":    gFailing(),
	}
	for name, s := range maps.Clone(out) { // what is added to a map may come up in a range over it
		out[name+", Buffered"] = s.Buffered(2)
		out[name+", Map, Buffered, FlatMap"] = s.Map(self).Buffered(2).FlatMap(func(i int) stream.Stream[int] { return s.Buffered(2) })
	}
	return out
}
