package stream_test

import (
	"context"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// gAlone counts the calls of one function and fails if two overlap.
func gAlone(t *testing.T) func() {
	t.Helper()
	var g gauge
	return func() {
		leave := g.enter()
		assert.EqualValues(t, 1, g.now.Load(), "called concurrently")
		time.Sleep(time.Second)
		leave()
	}
}

func TestGuarantee13Functions(t *testing.T) {
	self := func(i int) int { return i }
	// In each a function of a sequence stage or of a task above one; boundaries above and below press it.
	for name, build := range map[string]func(s stream.Stream[int], call func()) stream.Stream[int]{
		"FromSeq": func(_ stream.Stream[int], call func()) stream.Stream[int] {
			return stream.FromSeq(func(yield func(int) bool) {
				call()
				for i := range 6 {
					if !yield(i) {
						return
					}
				}
			})
		},
		"Unfold": func(_ stream.Stream[int], call func()) stream.Stream[int] {
			return stream.Unfold(0, func(i int) (int, int, bool) { call(); return i, i + 1, i < 6 })
		},
		"RepeatWith": func(_ stream.Stream[int], call func()) stream.Stream[int] {
			return stream.RepeatWith(func() int { call(); return 1 }).Take(6)
		},
		"a task above Cycle": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.Inspect(func(int) { call() }).Cycle().Take(8)
		},
		"a task above Throttle": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.Inspect(func(int) { call() }).Throttle(time.Second)
		},
		"a task above TakeUntil": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.Inspect(func(int) { call() }).TakeUntil(make(chan struct{}))
		},
		"TakeWhile": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.TakeWhile(func(int) bool { call(); return true })
		},
		"SkipWhile": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.SkipWhile(func(int) bool { call(); return true })
		},
		"Scan": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.Scan(0, func(a, i int) (int, int) { call(); return a, i })
		},
		"FlatMap": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.FlatMap(func(i int) stream.Stream[int] { call(); return stream.Of(i, i) })
		},
		"MapWhile": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.MapWhile(func(i int) (int, bool) { call(); return i, true })
		},
		"ChunkBy": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.ChunkBy(func(i int) int { call(); return i / 2 }).FlatMap(stream.Iter)
		},
		"TryTakeWhile": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.TryTakeWhile(func(context.Context, int) (bool, error) { call(); return true, nil })
		},
		"TrySkipWhile": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.TrySkipWhile(func(context.Context, int) (bool, error) { call(); return true, nil })
		},
		"TryScan": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.TryScan(0, func(_ context.Context, a, i int) (int, int, error) { call(); return a, i, nil })
		},
		"TryFlatMap": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.TryFlatMap(func(_ context.Context, i int) (stream.Stream[int], error) { call(); return stream.Of(i, i), nil })
		},
		"a task above StepBy": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.Inspect(func(int) { call() }).StepBy(2)
		},
		"Transform": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.Transform(func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
				for v, err := range in {
					call()
					if !yield(v, err) {
						return
					}
				}
			})
		},
		"a task above Take": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.Inspect(func(int) { call() }).Take(9)
		},
		"a task above Chunks": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.Inspect(func(int) { call() }).Chunks(2).FlatMap(stream.Iter)
		},
		"a task above Enumerate": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.Inspect(func(int) { call() }).Enumerate().Map(func(x stream.Indexed[int]) int { return x.Value })
		},
		"a task above a terminal": func(s stream.Stream[int], call func()) stream.Stream[int] {
			return s.Take(9).Inspect(func(int) { call() }).Skip(0)
		},
	} {
		bubble(t, name+" is called one at a time", func(t *testing.T) {
			for _, b := range gBoundaries {
				for _, term := range gTerminals {
					s := b.below(build(b.below(stream.Iter(ints(6)).Map(self), 3), gAlone(t)).Map(self), 3)
					_, err := term.run(t.Context(), s)
					require.NoError(t, err)
				}
			}
		})
	}
	bubble(t, "functions of terminals are called one at a time, in the caller's goroutine", func(t *testing.T) {
		for _, b := range gBoundaries {
			s := b.below(stream.Iter(ints(6)).Map(self), 3)
			call := gAlone(t)
			caller := 0 // the race detector watches it
			require.NoError(t, s.ForEach(t.Context(), func(int) { call(); caller++ }))
			require.NoError(t, s.TryForEach(t.Context(), func(context.Context, int) error { call(); caller++; return nil }))
			_, err := s.Fold(t.Context(), 0, func(int, int) int { call(); caller++; return 0 })
			require.NoError(t, err)
			_, err = s.TryFold(t.Context(), 0, func(context.Context, int, int) (int, error) { call(); caller++; return 0, nil })
			require.NoError(t, err)
			_, err = s.AnyMatch(t.Context(), func(int) bool { call(); caller++; return false })
			require.NoError(t, err)
			_, err = s.AllMatch(t.Context(), func(int) bool { call(); caller++; return true })
			require.NoError(t, err)
			for range s.All(t.Context()) {
				call()
				caller++
			}
			assert.Equal(t, 42, caller)
			assert.True(t, gCall(func() { _ = s.ForEach(t.Context(), func(int) { gGoexit() }) }).goexit)
		}
	})
	bubble(t, "those of per-element stages above a boundary are called concurrently", func(t *testing.T) {
		for _, b := range gBoundaries {
			var g gauge
			busy := func() {
				defer g.enter()()
				time.Sleep(time.Second)
			}
			err := b.below(stream.Iter(ints(6)).Filter(func(int) bool { busy(); return true }), 3).Drain(t.Context())
			require.NoError(t, err)
			assert.EqualValues(t, 3, g.peak.Load())
			g.peak.Store(0)
			err = stream.Iter(ints(6)).TryForEachConcurrent(t.Context(), 3, func(context.Context, int) error { busy(); return nil })
			require.NoError(t, err)
			assert.EqualValues(t, 3, g.peak.Load())
			g.peak.Store(0)
			err = b.below(stream.Of(0, 1).Chain(gMixed(4, 0, 1, 2, 3)).OrElse(func(context.Context, error) (int, error) { busy(); return 0, nil }), 3).Drain(t.Context())
			require.NoError(t, err)
			assert.EqualValues(t, 3, g.peak.Load())
		}
	})
	t.Run("slices from Chunks belong to the receiver", func(t *testing.T) {
		for _, n := range []int{1, 2, 3, 7, 100} {
			for _, s := range []stream.Stream[[]int]{stream.Iter(ints(50)).Chunks(n), gMixed(50, 3, 4, 11).Chunks(n).DropErrors(nil), stream.Iter(ints(50)).Chunks(n).Buffered(2)} {
				cs, err := s.TryCollect(t.Context())
				require.NoError(t, err)
				total := 0
				for _, c := range cs {
					total += len(c)
					_ = append(c, -1)
				}
				for i, c := range cs {
					for j := range c {
						assert.NotEqual(t, -1, c[j], "chunk %d", i)
						c[j] = -1
					}
				}
				assert.GreaterOrEqual(t, total, 47)
			}
		}
	})
}
