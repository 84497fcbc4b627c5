package stream_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee09Failure(t *testing.T) {
	t.Run("what is behind a failure is cancelled at once, what is before it finishes", gCutBehind)
	t.Run("so the result is the same on every run", gSameResult)
	t.Run("unless a stage below can make something of it", gAbsorbs)
	t.Run("through other boundaries", gThroughBoundaries)
	t.Run("through FlatMap", gThroughFlatMap)
}

func gCutBehind(t *testing.T) {
	for _, src := range gSources {
		for _, term := range gTerminals {
			bubble(t, fmt.Sprintf("Buffered over %s, %s", src.name, term.name), func(t *testing.T) {
				for _, window := range []int{4, 12} {
					l := gNewLog()
					s := src.of(12).TryMap(gTask(l, 5, 3, -1, 9)).Buffered(4, stream.Window(window))
					vs, err := term.run(t.Context(), s)
					assert.Equal(t, errBoom, err)
					l.add("back")
					if !term.stops {
						assert.NotContains(t, l.lines(), "1s cancel 3")
						assert.Contains(t, l.lines(), "9s end 3")
						continue
					}
					if !term.blind {
						assert.Equal(t, []int{0, 1}, vs)
					}
					assert.Equal(t, []string{
						"0s start 0", "0s start 1", "0s start 2", "0s start 3", "1s cancel 3", "1s fail 2", "3s end 1", "5s back", "5s end 0",
					}, l.lines())
				}
			})
			bubble(t, fmt.Sprintf("BufferedUnordered over %s, %s", src.name, term.name), func(t *testing.T) {
				for _, window := range []int{4, 12} {
					l := gNewLog()
					s := src.of(12).TryMap(gTask(l, 9, 1, -2, 9)).BufferedUnordered(4, stream.Window(window))
					vs, err := term.run(t.Context(), s)
					assert.Equal(t, errBoom, err)
					l.add("back")
					if !term.stops {
						assert.Contains(t, l.lines(), "9s end 0")
						continue
					}
					if !term.blind {
						assert.Equal(t, 1, vs[0])
					}
					assert.Subset(t, l.lines(), []string{"1s end 1", "2s fail 2", "2s cancel 0", "2s cancel 3", "2s back"})
					assert.NotContains(t, fmt.Sprint(l.lines()), "end 3")
				}
			})
		}
	}
	bubble(t, "the source is cancelled and not asked again", func(t *testing.T) {
		for _, b := range gBoundaries {
			l := gNewLog()
			s := stream.Generate(func(ctx context.Context, yield func(int) bool) error {
				l.add("ask 0")
				yield(0)
				l.add("ask 1")
				yield(1)
				l.add("ask 2")
				err := gWait(ctx, time.Hour)
				l.add("source: %v", err)
				assert.False(t, yield(2))
				return errBoom
			}).TryMap(gTask(l, 0, -1))
			_, err := b.below(s, 4).TryCollect(t.Context())
			assert.Equal(t, errBoom, err)
			assert.Equal(t, []string{
				"0s ask 0", "0s ask 1", "0s ask 2", "0s end 0", "0s start 0", "0s start 1", "1s fail 1", "1s source: context canceled",
			}, l.lines())
		}
	})
	bubble(t, "an error from above cuts off what is behind it too", func(t *testing.T) {
		l := gNewLog()
		s := stream.TryGenerate(func(ctx context.Context, yield func(int, error) bool) error {
			_ = yield(0, nil) && yield(1, nil) && yield(0, errBoom) && yield(3, nil)
			l.add("source: %v", ctx.Err())
			return nil
		}).TryMap(gTask(l, 5, 3, 0, 1)).Buffered(8)
		vs, err := s.TryCollect(t.Context())
		assert.Equal(t, errBoom, err)
		assert.Equal(t, []int{0, 1}, vs)
		assert.Equal(t, []string{"0s source: context canceled", "0s start 0", "0s start 1", "3s end 1", "5s end 0"}, l.lines())
	})
	bubble(t, "while the consumer is in its loop body", func(t *testing.T) {
		for _, b := range gBoundaries {
			for _, src := range gSources {
				l := gNewLog()
				s := b.below(src.of(12).TryMap(gTask(l, 0, 9, -1, 9, 9)), 4)
				err := s.ForEach(t.Context(), func(int) { time.Sleep(5 * time.Second) })
				assert.Equal(t, errBoom, err)
				want := []string{"0s end 0", "0s start 0", "0s start 1", "0s start 2", "0s start 3", "0s start 4"}
				if b.unordered {
					want = append(want, "1s cancel 1", "1s cancel 3", "1s cancel 4", "1s fail 2")
				} else {
					want = append(want, "1s cancel 3", "1s cancel 4", "1s fail 2", "9s end 1")
				}
				assert.Equal(t, want, l.lines(), "%s over %s", b.name, src.name)
			}
		}
	})
	bubble(t, "a task that ignores its context is waited for", func(t *testing.T) {
		for _, b := range gBoundaries {
			start := time.Now()
			err := b.below(stream.Iter(ints(2)).TryMap(func(_ context.Context, i int) (int, error) {
				if i == 0 {
					time.Sleep(time.Second)
					return 0, errBoom
				}
				time.Sleep(time.Minute)
				return 1, nil
			}), 2).Drain(t.Context())
			assert.Equal(t, errBoom, err)
			assert.Equal(t, time.Minute, time.Since(start))
		}
	})
}

func gSameResult(t *testing.T) {
	bubble(t, "the first failure in order, though a later one is faster", func(t *testing.T) {
		for _, src := range gSources {
			for _, term := range gTerminals {
				first, second := errors.New("first"), errors.New("second")
				l := gNewLog()
				s := src.of(9).TryMap(func(ctx context.Context, i int) (int, error) {
					_, err := gTask(l, 1, 4, 3, 9, 2, 9)(ctx, i)
					switch {
					case err == nil && i == 2:
						err = first
					case err == nil && i == 4:
						err = second
					}
					return i, err
				}).Buffered(6)
				vs, err := term.run(t.Context(), s)
				assert.Equal(t, first, err)
				if term.stops {
					if !term.blind {
						assert.Equal(t, []int{0, 1}, vs)
					}
					assert.Subset(t, l.lines(), []string{"2s cancel 5", "3s cancel 3", "3s end 2", "4s end 1"}, "%s %s", src.name, term.name)
				}
			}
		}
	})
	bubble(t, "a failure at the same instant as others", func(t *testing.T) {
		for range 50 {
			vs, err := stream.Iter(ints(8)).TryMap(func(_ context.Context, i int) (int, error) {
				time.Sleep(time.Second)
				if i > 2 {
					return 0, fmt.Errorf("%d: %w", i, errBoom)
				}
				return i, nil
			}).Buffered(8).TryCollect(t.Context())
			require.EqualError(t, err, "3: boom")
			assert.Equal(t, []int{0, 1, 2}, vs)
		}
	})
}

// gAbsorbs: task 1 fails at 1 s while 0 needs 3 s and 2 needs 9 s.
func gAbsorbs(t *testing.T) {
	type stage = func(stream.Stream[int]) stream.Stream[int]
	self := func(i int) int { return i }
	seven := func(context.Context, error) (int, error) { return 7, nil }
	values := func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
		for v := range in {
			if !yield(v, nil) {
				return
			}
		}
	}
	absorbing := map[string]stage{
		"OrElse": func(s stream.Stream[int]) stream.Stream[int] {
			return s.OrElse(seven)
		},
		"OrElse, boundary": func(s stream.Stream[int]) stream.Stream[int] {
			return s.OrElse(seven).Buffered(2)
		},
		"DropErrors":        func(s stream.Stream[int]) stream.Stream[int] { return s.DropErrors(nil) },
		"DropErrors, Chain": func(s stream.Stream[int]) stream.Stream[int] { return s.DropErrors(nil).Chain(stream.Of(1)) },
		"Skip":              func(s stream.Stream[int]) stream.Stream[int] { return s.Skip(2) },
		"StepBy":            func(s stream.Stream[int]) stream.Stream[int] { return stream.Of(7).Chain(s).StepBy(2) },
		"Results": func(s stream.Stream[int]) stream.Stream[int] {
			return s.Results().Map(func(r stream.Result[int]) int { return r.Value })
		},
		"Transform":       func(s stream.Stream[int]) stream.Stream[int] { return s.Transform(values) },
		"Take, then Skip": func(s stream.Stream[int]) stream.Stream[int] { return s.Take(3).Map(self).Skip(1).Buffered(2) },
	}
	for name, below := range absorbing {
		bubble(t, name+" below turns it off", func(t *testing.T) {
			for _, b := range gBoundaries {
				l := gNewLog()
				_, _ = below(b.below(stream.Iter(ints(3)).TryMap(gTask(l, 3, -1, 2)), 3)).TryCollect(t.Context())
				assert.Subset(t, l.lines(), []string{"1s fail 1", "2s end 2", "3s end 0"})
			}
		})
	}
	passing := map[string]stage{
		"nothing":    func(s stream.Stream[int]) stream.Stream[int] { return s },
		"Map":        func(s stream.Stream[int]) stream.Stream[int] { return s.Map(self) },
		"Filter":     func(s stream.Stream[int]) stream.Stream[int] { return s.Filter(func(int) bool { return true }) },
		"InspectErr": func(s stream.Stream[int]) stream.Stream[int] { return s.InspectErr(func(error) {}) },
		"MapErr":     func(s stream.Stream[int]) stream.Stream[int] { return s.MapErr(func(err error) error { return err }) },
		"CatchPanic": func(s stream.Stream[int]) stream.Stream[int] { return s.Map(self).CatchPanic() },
		"Take":       func(s stream.Stream[int]) stream.Stream[int] { return s.Take(3) },
		"TakeWhile":  func(s stream.Stream[int]) stream.Stream[int] { return s.TakeWhile(func(int) bool { return true }) },
		"Skip(0)":    func(s stream.Stream[int]) stream.Stream[int] { return s.Skip(0) },
		"SkipWhile":  func(s stream.Stream[int]) stream.Stream[int] { return s.SkipWhile(func(int) bool { return true }) },
		"StepBy(1)":  func(s stream.Stream[int]) stream.Stream[int] { return s.StepBy(1) },
		"MapWhile":   func(s stream.Stream[int]) stream.Stream[int] { return s.MapWhile(doubleBelow3) },
		"ChunkBy":    func(s stream.Stream[int]) stream.Stream[int] { return s.ChunkBy(half).FlatMap(stream.Iter) },
		"TryScan":    func(s stream.Stream[int]) stream.Stream[int] { return s.TryScan(0, tryRunningSum) },
		"TryFlatMap": func(s stream.Stream[int]) stream.Stream[int] { return s.TryFlatMap(tried(copies)) },
		"TryTakeWhile": func(s stream.Stream[int]) stream.Stream[int] {
			return s.TryTakeWhile(tried(func(int) bool { return true }))
		},
		"TrySkipWhile": func(s stream.Stream[int]) stream.Stream[int] {
			return s.TrySkipWhile(tried(func(int) bool { return true }))
		},
		"Scan": func(s stream.Stream[int]) stream.Stream[int] {
			return s.Scan(0, func(a, v int) (int, int) { return a, v })
		},
		"Chunks": func(s stream.Stream[int]) stream.Stream[int] {
			return s.Chunks(2).Map(func(c []int) int { return len(c) })
		},
		"Enumerate": func(s stream.Stream[int]) stream.Stream[int] {
			return s.Enumerate().Map(func(x stream.Indexed[int]) int { return x.Index })
		},
		"Chain": func(s stream.Stream[int]) stream.Stream[int] { return s.Chain(stream.Of(7)) },
		"FlatMap": func(s stream.Stream[int]) stream.Stream[int] {
			return s.FlatMap(func(i int) stream.Stream[int] { return stream.Of(i) })
		},
		"Defer":     deferred,
		"Cycle":     func(s stream.Stream[int]) stream.Stream[int] { return s.Cycle().Take(3) },
		"Throttle":  func(s stream.Stream[int]) stream.Stream[int] { return s.Throttle(time.Nanosecond) },
		"TakeUntil": func(s stream.Stream[int]) stream.Stream[int] { return s.TakeUntil(make(chan struct{})) },
		"Through": func(s stream.Stream[int]) stream.Stream[int] {
			return s.Through(func(s stream.Stream[int]) stream.Stream[int] { return s })
		},
		"a boundary":       func(s stream.Stream[int]) stream.Stream[int] { return s.Map(self).Buffered(2) },
		"boundaries":       func(s stream.Stream[int]) stream.Stream[int] { return s.Map(self).Buffered(2).Map(self).Buffered(2) },
		"DropErrors above": func(s stream.Stream[int]) stream.Stream[int] { return stream.Of(1).DropErrors(nil).Chain(s) },
	}
	for name, below := range passing {
		for _, term := range gTerminals {
			bubble(t, fmt.Sprintf("%s below does not, %s", name, term.name), func(t *testing.T) {
				l := gNewLog()
				_, err := term.run(t.Context(), below(stream.Iter(ints(3)).TryMap(gTask(l, 3, -1, 9)).Buffered(3)))
				assert.ErrorIs(t, err, errBoom)
				if term.stops {
					assert.Subset(t, l.lines(), []string{"1s fail 1", "1s cancel 2", "3s end 0"})
				} else {
					assert.Contains(t, l.lines(), "9s end 2", "%s goes on", term.name)
				}
			})
		}
	}
	// The function of each waits for its context, and fails at 1 s for element 1.
	for name, build := range map[string]func(f gTaskFunc) stream.Stream[int]{
		"TryMap":             func(f gTaskFunc) stream.Stream[int] { return gThree().TryMap(f) },
		"TryMap, Map":        func(f gTaskFunc) stream.Stream[int] { return gThree().TryMap(f).Map(self) },
		"TryMap, Filter":     func(f gTaskFunc) stream.Stream[int] { return gThree().TryMap(f).Filter(func(int) bool { return true }) },
		"TryMap, CatchPanic": func(f gTaskFunc) stream.Stream[int] { return gThree().TryMap(f).CatchPanic() },
		"TryMap, Chain":      func(f gTaskFunc) stream.Stream[int] { return gThree().TryMap(f).Chain(stream.Of(9)) },
		"TryFilter": func(f gTaskFunc) stream.Stream[int] {
			return gThree().TryFilter(func(ctx context.Context, i int) (bool, error) { _, err := f(ctx, i); return true, err })
		},
		"TryFilterMap": func(f gTaskFunc) stream.Stream[int] {
			return gThree().TryFilterMap(func(ctx context.Context, i int) (int, bool, error) { v, err := f(ctx, i); return v, true, err })
		},
		"OrElse": func(f gTaskFunc) stream.Stream[int] {
			return gMixed(3, 0, 1, 2).OrElse(func(ctx context.Context, err error) (int, error) { return f(ctx, gCode(err)) })
		},
		"Once": func(f gTaskFunc) stream.Stream[int] {
			once := func(i int) stream.Stream[int] {
				return stream.Once(func(ctx context.Context) (int, error) { return f(ctx, i) })
			}
			return once(0).Chain(once(1), once(2))
		},
	} {
		bubble(t, "every function that gets a context sees it end: "+name, func(t *testing.T) {
			l := gNewLog()
			vs, err := build(gTask(l, 3, -1, 9)).Buffered(3).TryCollect(t.Context())
			assert.Equal(t, errBoom, err)
			assert.Equal(t, []int{0}, vs)
			assert.Equal(t, []string{"1s cancel 2", "1s fail 1", "3s end 0"}, l.lines()[3:])
		})
	}
	bubble(t, "OrElse below turns it off, even if it makes an error of the error", func(t *testing.T) {
		l := gNewLog()
		_, err := stream.Iter(ints(3)).TryMap(gTask(l, 3, -1, 2)).Buffered(3).OrElse(func(context.Context, error) (int, error) { return 7, errWhy }).TryCollect(t.Context())
		assert.Equal(t, errWhy, err)
		assert.Contains(t, l.lines(), "2s end 2")
	})
	bubble(t, "OrElse within the task makes it no failure at all", func(t *testing.T) {
		l := gNewLog()
		vs, err := stream.Iter(ints(3)).TryMap(gTask(l, 3, -1, 2)).OrElse(seven).Buffered(3).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{0, 7, 2}, vs)
	})
	bubble(t, "an error of OrElse within the task is one", func(t *testing.T) {
		l := gNewLog()
		_, err := stream.Iter(ints(3)).TryMap(gTask(l, 3, -1, 9)).OrElse(func(context.Context, error) (int, error) { return 7, errWhy }).Buffered(3).TryCollect(t.Context())
		assert.Equal(t, errWhy, err)
		assert.Contains(t, l.lines(), "1s cancel 2")
	})
}
