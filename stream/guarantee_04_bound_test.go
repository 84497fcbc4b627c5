package stream_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee04Bound(t *testing.T) {
	t.Run("n tasks run at a time, never more", gRunning)
	t.Run("the source is asked when a slot is free", gPulled)
	t.Run("a dropped element gives its slot back", gDropped)
	t.Run("yield returns false on the last element wanted", gLastYield)
}

func gRunning(t *testing.T) {
	const length = 5
	gEach(t, length, func(t *testing.T, b gBoundary, n int, src gSource, term gTerminal) {
		for _, window := range []int{n, 4 * n} {
			var g gauge
			s := b.below(src.of(length).Map(func(i int) int {
				defer g.enter()()
				time.Sleep(time.Second)
				return i
			}), n, stream.Window(window))
			start := time.Now()
			vs, err := term.run(t.Context(), s)
			assert.NoError(t, err)
			if !term.blind {
				slices.Sort(vs)
				assert.Equal(t, ints(length), vs)
			}
			assert.EqualValues(t, min(n, length), g.peak.Load(), "running at a time")
			rounds := (length + n - 1) / n
			assert.Equal(t, time.Duration(rounds)*time.Second, time.Since(start))
		}
	})
	bubble(t, "every boundary of a chain has a bound of its own", func(t *testing.T) {
		var a, b, c gauge
		task := func(g *gauge, d time.Duration) func(int) int {
			return func(i int) int {
				defer g.enter()()
				time.Sleep(d * time.Second)
				return i
			}
		}
		vs, err := stream.Iter(ints(20)).Map(task(&a, 1)).Buffered(3).Map(task(&b, 2)).BufferedUnordered(2).Map(task(&c, 9)).Buffered(4).TryCollect(t.Context())
		assert.NoError(t, err)
		assert.Len(t, vs, 20)
		assert.EqualValues(t, 3, a.peak.Load())
		assert.EqualValues(t, 2, b.peak.Load())
		assert.EqualValues(t, 4, c.peak.Load())
	})
	bubble(t, "boundaries within FlatMap have a bound of their own, one after another", func(t *testing.T) {
		var outer, inner gauge
		vs, err := stream.Iter(ints(4)).Map(func(i int) int {
			defer outer.enter()()
			time.Sleep(time.Second)
			return i
		}).Buffered(2).FlatMap(func(int) stream.Stream[int] {
			return stream.Iter(ints(6)).Map(func(j int) int {
				defer inner.enter()()
				time.Sleep(time.Second)
				return j
			}).Buffered(3)
		}).TryCollect(t.Context())
		assert.NoError(t, err)
		assert.Len(t, vs, 24)
		assert.EqualValues(t, 2, outer.peak.Load())
		assert.EqualValues(t, 3, inner.peak.Load())
	})
	bubble(t, "10,000 tasks that block run at once", func(t *testing.T) {
		for _, b := range gBoundaries {
			var g gauge
			err := b.below(stream.Iter(ints(12_000)).Inspect(func(int) {
				defer g.enter()()
				time.Sleep(time.Second)
			}), 10_000).Drain(t.Context())
			assert.NoError(t, err)
			assert.EqualValues(t, 10_000, g.peak.Load())
		}
	})
}

// gPulled: pulled <= received + window, exactly.
func gPulled(t *testing.T) {
	for _, b := range gBoundaries {
		for _, size := range [][2]int{{1, 1}, {1, 4}, {2, 2}, {2, 8}, {5, 5}, {30, 30}} {
			n, window := size[0], size[1]
			bubble(t, fmt.Sprintf("%s %d with window %d asks window ahead", b.name, n, window), func(t *testing.T) {
				const length = 20
				asked, received := 0, 0
				s := gGenerate(length, func(i int) { asked++ })
				s = b.below(s.Map(func(i int) int { return i }), n, stream.Window(window))
				for range s.All(t.Context()) {
					received++
					synctest.Wait()
					assert.Equal(t, min(length, received+window), asked, "after %d received", received)
				}
			})
			bubble(t, fmt.Sprintf("%s %d with window %d starts window beyond a blocked head", b.name, n, window), func(t *testing.T) {
				const length = 100
				ahead := length // the others go on
				if !b.unordered {
					ahead = window
				}
				if n == 1 {
					ahead = 1
				}
				var started atomic.Int64
				err := b.below(stream.Iter(ints(length)).Inspect(func(i int) {
					started.Add(1)
					if i == 0 {
						time.Sleep(time.Second)
						assert.EqualValues(t, ahead, started.Load())
					}
				}), n, stream.Window(window)).Drain(t.Context())
				assert.NoError(t, err)
			})
		}
		bubble(t, b.name+" with no task above reads n ahead", func(t *testing.T) {
			asked, received := 0, 0
			for range b.below(gGenerate(20, func(int) { asked++ }), 4).All(t.Context()) {
				received++
				synctest.Wait()
				assert.Equal(t, min(20, received+4), asked)
			}
		})
		bubble(t, b.name+" asks when an element is received, for every terminal", func(t *testing.T) {
			for _, term := range gTerminals { // both workers are busy from 0 to 10 s; elements 0 and 3 take no time
				l := gNewLog()
				s := gGenerate(6, func(i int) { l.add("ask %d", i) }).TryMap(gTask(gNewLog(), 0, 10, 10))
				_, err := term.run(t.Context(), b.below(s, 2, stream.Window(4)))
				assert.NoError(t, err)
				assert.Equal(t, []string{"0s ask 0", "0s ask 1", "0s ask 2", "0s ask 3", "0s ask 4", "10s ask 5"}, l.lines(), term.name)
			}
		})
	}
	bubble(t, "of 100,000 elements one that blocks lets window others start", func(t *testing.T) {
		for i, term := range []gTerminal{gTerminals[0], gTerminals[4]} {
			length := []int{100_000, 10_000}[i]
			var started atomic.Int64
			s := gSources[i].of(length).Map(func(i int) int {
				started.Add(1)
				if i == length/2 {
					time.Sleep(time.Second)
					assert.EqualValues(t, length/2+32, started.Load())
				}
				return i
			}).Buffered(8, stream.Window(32))
			_, err := term.run(t.Context(), s)
			assert.NoError(t, err)
			assert.EqualValues(t, length, started.Load())
		}
	})
}

// gDropped: a consumer sits in its loop body while elements are filtered out.
func gDropped(t *testing.T) {
	for _, term := range []string{"All", "ForEach"} {
		bubble(t, "Buffered: those behind the received head at once, without the consumer, "+term, func(t *testing.T) {
			l := gNewLog()
			s := gGenerate(9, func(i int) { l.add("ask %d", i) }).Filter(func(i int) bool { return i == 0 || i > 4 }).Buffered(2)
			body := func(i int) {
				l.add("body %d", i)
				time.Sleep(time.Second)
			}
			if term == "ForEach" {
				assert.NoError(t, s.ForEach(t.Context(), body))
			} else {
				for i := range s.All(t.Context()) {
					body(i)
				}
			}
			assert.Equal(t, []string{
				"0s ask 0", "0s ask 1", "0s ask 2", "0s ask 3", "0s ask 4", "0s ask 5", "0s ask 6", "0s body 0",
				"1s ask 7", "1s body 5", "2s ask 8", "2s body 6", "3s body 7", "4s body 8",
			}, l.lines())
		})
	}
	bubble(t, "Buffered: not before its turn", func(t *testing.T) {
		l := gNewLog()
		s := gGenerate(8, func(i int) { l.add("ask %d", i) }).Filter(func(i int) bool {
			if i == 1 {
				time.Sleep(time.Second)
			}
			return i < 2
		}).Buffered(3)
		for i := range s.All(t.Context()) {
			l.add("body %d", i)
		}
		assert.Equal(t, []string{
			"0s ask 0", "0s ask 1", "0s ask 2", "0s ask 3", "0s body 0",
			"1s ask 4", "1s ask 5", "1s ask 6", "1s ask 7", "1s body 1",
		}, l.lines())
	})
	bubble(t, "BufferedUnordered: at once, though a result waits and another task runs", func(t *testing.T) {
		l := gNewLog()
		s := gGenerate(8, func(i int) { l.add("ask %d", i) }).Filter(func(i int) bool {
			if i == 2 {
				time.Sleep(3 * time.Second)
			}
			return i < 3
		}).BufferedUnordered(3)
		for range s.All(t.Context()) {
			l.add("body")
			time.Sleep(2 * time.Second)
		}
		assert.Equal(t, []string{
			"0s ask 0", "0s ask 1", "0s ask 2", "0s ask 3", "0s ask 4", "0s ask 5", "0s ask 6", "0s ask 7",
			"0s body", "2s body", "4s body",
		}, l.lines()[:11])
	})
	gEach(t, 4, func(t *testing.T, b gBoundary, n int, src gSource, term gTerminal) {
		vs, err := term.run(t.Context(), b.below(src.of(40).Filter(func(i int) bool { return i%10 == 9 }), n))
		assert.NoError(t, err)
		if !term.blind {
			slices.Sort(vs)
			assert.Equal(t, []int{9, 19, 29, 39}, vs)
		}
		_, err = term.run(t.Context(), b.below(src.of(40).Filter(func(int) bool { return false }), n))
		assert.NoError(t, err, "all are dropped")
	})
}

func gLastYield(t *testing.T) {
	yields := func(n int, run func(s stream.Stream[int])) (returned []bool) {
		run(stream.Generate(func(_ context.Context, yield func(int) bool) error {
			for i := range n {
				ok := yield(i)
				if returned = append(returned, ok); !ok {
					break
				}
			}
			return nil
		}))
		return returned
	}
	wants := func(t *testing.T, n int, got []bool) {
		t.Helper()
		assert.Equal(t, append(slices.Repeat([]bool{true}, n-1), false), got)
	}
	ctx := t.Context()
	t.Run("Take", func(t *testing.T) {
		wants(t, 3, yields(9, func(s stream.Stream[int]) { _, _ = s.Take(3).TryCollect(ctx) }))
		wants(t, 3, yields(9, func(s stream.Stream[int]) { _, _ = s.Map(func(i int) int { return i }).Take(3).TryCollect(ctx) }))
		wants(t, 3, yields(9, func(s stream.Stream[int]) { _, _ = stream.Empty[int]().Chain(s).Take(3).TryCollect(ctx) }))
		wants(t, 3, yields(9, func(s stream.Stream[int]) {
			_, _ = stream.Of(1).FlatMap(func(int) stream.Stream[int] { return s }).Take(3).TryCollect(ctx)
		}))
	})
	t.Run("Take above a boundary", func(t *testing.T) {
		for _, b := range gBoundaries {
			wants(t, 3, yields(9, func(s stream.Stream[int]) { _, _ = b.below(s.Take(3), 2).TryCollect(ctx) }))
			wants(t, 3, yields(9, func(s stream.Stream[int]) { _, _ = b.below(s.Take(3), 5).Collect(ctx), 0 }))
		}
	})
	t.Run("First and break", func(t *testing.T) {
		wants(t, 1, yields(9, func(s stream.Stream[int]) { _, _ = s.First(ctx) }))
		wants(t, 2, yields(9, func(s stream.Stream[int]) {
			for i := range s.All(ctx) {
				if i == 1 {
					break
				}
			}
		}))
	})
	bubble(t, "Take below a boundary: the one that waits for a slot", func(t *testing.T) {
		for _, b := range gBoundaries {
			wants(t, 5, yields(9, func(s stream.Stream[int]) {
				i := 0
				for range b.below(s, 3).All(t.Context()) {
					synctest.Wait() // the source has what it may have
					if i++; i == 2 {
						break
					}
				}
			}))
		}
	})
	bubble(t, "an element at which the terminal stops", func(t *testing.T) {
		fail := func(_ context.Context, i int) error {
			if i == 2 {
				return errBoom
			}
			return nil
		}
		wants(t, 3, yields(9, func(s stream.Stream[int]) { _ = s.TryForEach(ctx, fail) }))
		wants(t, 3, yields(9, func(s stream.Stream[int]) {
			_, _ = s.TryMap(func(ctx context.Context, i int) (int, error) { return i, fail(ctx, i) }).TryCollect(ctx)
		}))
	})
	bubble(t, "an element whose consumer has ended ctx", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		wants(t, 1, yields(9, func(s stream.Stream[int]) { _ = s.ForEach(ctx, func(int) { cancel() }) }))
	})
}
