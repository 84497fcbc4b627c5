package stream_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func gThroughBoundaries(t *testing.T) {
	bubble(t, "a failure of the lower task cancels all tasks of the upper boundary", func(t *testing.T) {
		for _, b := range gBoundaries {
			l, lower := gNewLog(), gNewLog()
			s := stream.Iter(ints(9)).TryMap(gTask(l, 0, 0, 9, 9)).Buffered(3).TryMap(gTask(lower, 2, -1))
			_, err := b.below(s, 3).TryCollect(t.Context())
			assert.Equal(t, errBoom, err)
			assert.Equal(t, []string{
				"0s end 0", "0s end 1", "0s start 0", "0s start 1", "0s start 2", "0s start 3", "0s start 4", "0s end 4",
				"1s cancel 2", "1s cancel 3",
			}[8:], l.lines()[8:])
		}
	})
	bubble(t, "a failure of the upper task lets those before it through the lower boundary", func(t *testing.T) {
		l, lower := gNewLog(), gNewLog()
		vs, err := stream.Iter(ints(9)).TryMap(gTask(l, 2, 0, -1, 9)).Buffered(4).TryMap(gTask(lower, 3, 5)).Buffered(4).TryCollect(t.Context())
		assert.Equal(t, errBoom, err)
		assert.Equal(t, []int{0, 1}, vs)
		assert.Contains(t, l.lines(), "1s cancel 3")
		assert.Equal(t, []string{"2s start 0", "2s start 1", "5s end 0", "7s end 1"}, lower.lines())
	})
	bubble(t, "a failure in a sequence stage's part of the chain cuts off the boundary above it", func(t *testing.T) {
		l := gNewLog()
		vs, err := stream.Iter(ints(9)).TryMap(gTask(l, 0, 0, 9, 9)).Buffered(4).Take(8).TryMap(gTask(gNewLog(), 2, -1)).TryCollect(t.Context())
		assert.Equal(t, errBoom, err)
		assert.Equal(t, []int{0}, vs)
		assert.Subset(t, l.lines(), []string{"3s cancel 2", "3s cancel 3"})
	})
	bubble(t, "and of the terminal", func(t *testing.T) {
		for _, b := range gBoundaries {
			l := gNewLog()
			err := b.below(stream.Iter(ints(9)).TryMap(gTask(l, 0, 9, 9)), 3).TryForEach(t.Context(), func(context.Context, int) error {
				time.Sleep(time.Second)
				return errBoom
			})
			assert.Equal(t, errBoom, err)
			assert.Subset(t, l.lines(), []string{"1s cancel 1", "1s cancel 2"})
		}
	})
	bubble(t, "what a failure has cancelled is no error of its own", func(t *testing.T) {
		for _, b := range gBoundaries {
			seen := make(chan error, 9)
			s := b.below(stream.Iter(ints(9)).TryMap(gTask(gNewLog(), -1, 5, 5)).InspectErr(func(err error) { seen <- err }), 3)
			_, err := b.below(s.Map(func(i int) int { return i }), 2).InspectErr(func(err error) { seen <- err }).TryCollect(t.Context())
			assert.Equal(t, errBoom, err)
			assert.Len(t, seen, 2, "the failure, twice")
		}
	})
}

func gThroughFlatMap(t *testing.T) {
	inner := func(l *gLog, plan ...int) func(int) stream.Stream[int] {
		return func(i int) stream.Stream[int] {
			return stream.Iter(ints(len(plan))).TryMap(gTask(l, plan...)).Buffered(3)
		}
	}
	bubble(t, "into the inner streams", func(t *testing.T) {
		l := gNewLog()
		vs, err := stream.Of(1, 2).FlatMap(inner(l, 3, -1, 9, 9)).TryCollect(t.Context())
		assert.Equal(t, errBoom, err)
		assert.Equal(t, []int{0}, vs)
		assert.Equal(t, []string{"0s start 0", "0s start 1", "0s start 2", "1s cancel 2", "1s fail 1", "3s end 0"}, l.lines())
	})
	bubble(t, "not if something below makes use of errors", func(t *testing.T) {
		l := gNewLog()
		vs, err := stream.Of(1).FlatMap(inner(l, 3, -1, 2)).DropErrors(nil).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{0, 2}, vs)
	})
	bubble(t, "not if the inner stream does, for that alone", func(t *testing.T) {
		l, outer := gNewLog(), gNewLog()
		_, err := stream.Iter(ints(3)).TryMap(gTask(outer, 0, -9, 20)).Buffered(3).FlatMap(func(i int) stream.Stream[int] {
			return inner(l, 3, -1, 2)(i).DropErrors(nil)
		}).TryCollect(t.Context())
		assert.Equal(t, errBoom, err)
		assert.Contains(t, l.lines(), "2s end 2")
		assert.Contains(t, outer.lines(), "9s cancel 2")
	})
	bubble(t, "a failure within an inner stream cancels the boundary above FlatMap at once", func(t *testing.T) {
		l, outer := gNewLog(), gNewLog()
		vs, err := stream.Iter(ints(9)).TryMap(gTask(outer, 0, 20, 20, 2)).Buffered(2, stream.Window(4)).FlatMap(inner(l, 5, -1, 9)).TryCollect(t.Context())
		assert.Equal(t, errBoom, err)
		assert.Equal(t, []int{0}, vs)
		assert.Equal(t, []string{"0s end 0", "0s start 0", "0s start 1", "0s start 2", "1s cancel 1", "1s cancel 2"}, outer.lines())
	})
	bubble(t, "and the source above it", func(t *testing.T) {
		l := gNewLog()
		s := stream.Generate(func(ctx context.Context, yield func(int) bool) error {
			yield(0)
			l.add("source: %v", gWait(ctx, time.Minute))
			return nil
		})
		_, err := s.Buffered(2).FlatMap(inner(gNewLog(), 5, -1, 9)).TryCollect(t.Context())
		assert.Equal(t, errBoom, err)
		assert.Equal(t, []string{"1s source: context canceled"}, l.lines())
	})
	bubble(t, "but not if the inner stream may end before the failure", func(t *testing.T) {
		for name, first := range map[string]func(stream.Stream[int]) stream.Stream[int]{
			"Take":      func(s stream.Stream[int]) stream.Stream[int] { return s.Take(1) },
			"TakeWhile": func(s stream.Stream[int]) stream.Stream[int] { return s.TakeWhile(below(0)) },
			"Zip": func(s stream.Stream[int]) stream.Stream[int] {
				return s.Zip(stream.Of(1)).Map(func(p stream.Pair[int, int]) int { return p.First })
			},
			"Zip, on the right": func(s stream.Stream[int]) stream.Stream[int] {
				return stream.Of(1).Zip(s).Map(func(p stream.Pair[int, int]) int { return p.First })
			},
			"TakeUntil": func(s stream.Stream[int]) stream.Stream[int] {
				stop := make(chan struct{})
				return s.TakeUntil(stop).Inspect(func(int) { close(stop) })
			},
			"MapWhile": func(s stream.Stream[int]) stream.Stream[int] {
				return s.MapWhile(func(int) (int, bool) { return 0, false })
			},
			"TryTakeWhile": func(s stream.Stream[int]) stream.Stream[int] { return s.TryTakeWhile(tried(below(0))) },
			"TryScan, TryTakeWhile, TryFlatMap": func(s stream.Stream[int]) stream.Stream[int] {
				return s.TryScan(0, tryRunningSum).TryTakeWhile(tried(below(0))).TryFlatMap(tried(copies))
			},
		} {
			seen := 0
			err := stream.Of(1, 2, 3).Inspect(func(int) { seen++ }).FlatMap(func(int) stream.Stream[int] {
				return first(inner(gNewLog(), 2, -1, 9)(0))
			}).Drain(t.Context())
			require.NoError(t, err, name)
			assert.Equal(t, 3, seen, "%s: the failure is not part of the stream", name)
		}
	})
	bubble(t, "through two FlatMaps", func(t *testing.T) {
		outer := gNewLog()
		_, err := stream.Iter(ints(3)).TryMap(gTask(outer, 0, 20, 20)).Buffered(3).FlatMap(func(int) stream.Stream[int] {
			return stream.Of(1, 2).FlatMap(inner(gNewLog(), 5, -1, 9))
		}).TryCollect(t.Context())
		assert.Equal(t, errBoom, err)
		assert.Subset(t, outer.lines(), []string{"1s cancel 1", "1s cancel 2"})
	})
}

func TestGuarantee09FailFast(t *testing.T) {
	for _, b := range gBoundaries {
		for _, src := range gSources {
			for _, term := range gTerminals {
				bubble(t, b.name+" ends with its first failure in time, "+src.name+", "+term.name, func(t *testing.T) {
					l := gNewLog()
					s := b.below(src.of(9).TryMap(gTask(l, 9, 1, -2, 9)), 4, stream.FailFast(), stream.Window(6))
					vs, err := term.run(t.Context(), s)
					l.add("back")
					assert.Equal(t, errBoom, err)
					assert.Subset(t, l.lines(), []string{"2s cancel 0", "2s fail 2", "2s back"})
					if !term.blind && !b.unordered {
						assert.Empty(t, vs, "1 has finished but was not delivered")
					}
				})
			}
		}
	}
	bubble(t, "whatever stands below", func(t *testing.T) {
		for _, b := range gBoundaries {
			fast := func(l *gLog) stream.Stream[int] {
				return b.below(stream.Iter(ints(3)).TryMap(gTask(l, 9, 9, -2)), 3, stream.FailFast())
			}
			l := gNewLog()
			assert.Equal(t, []stream.Result[int]{{Err: errBoom}}, fast(l).Collect(t.Context()))
			l.add("back")
			assert.Equal(t, []string{"2s back", "2s cancel 0", "2s cancel 1", "2s fail 2"}, l.lines()[3:])
			vs, err := fast(gNewLog()).DropErrors(nil).Chain(stream.Of(7)).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []int{7}, vs)
			vs, err = fast(gNewLog()).OrElse(func(context.Context, error) (int, error) { return 8, nil }).Buffered(2).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []int{8}, vs)
		}
	})
	bubble(t, "an error from above is a failure when it is pulled", func(t *testing.T) {
		for _, b := range gBoundaries {
			for _, term := range gTerminals {
				l := gNewLog()
				s := stream.TryGenerate(func(ctx context.Context, yield func(int, error) bool) error {
					yield(0, nil)
					time.Sleep(time.Second)
					yield(0, errBoom)
					l.add("source: %v", ctx.Err())
					return nil
				}).TryMap(gTask(l, 9))
				_, err := term.run(t.Context(), b.below(s, 1, stream.Window(3), stream.FailFast()))
				assert.Equal(t, errBoom, err)
				assert.Equal(t, []string{"0s start 0", "1s cancel 0", "1s source: context canceled"}, l.lines(), "%s %s", b.name, term.name)
			}
		}
	})
	bubble(t, "a failure above it cancels what is behind it there", func(t *testing.T) {
		for _, b := range gBoundaries {
			l := gNewLog()
			s := stream.Iter(ints(3)).TryMap(gTask(l, 4, -1, 9)).Buffered(3).Map(func(i int) int { return i })
			rs := b.below(s, 2, stream.FailFast()).Collect(t.Context())
			assert.Equal(t, errBoom, rs[len(rs)-1].Err)
			assert.Equal(t, []string{"1s cancel 2", "1s fail 1", "4s end 0"}, l.lines()[3:])
		}
	})
	bubble(t, "and it cancels the boundary above", func(t *testing.T) {
		for _, b := range gBoundaries {
			l := gNewLog()
			s := stream.Iter(ints(3)).TryMap(gTask(l, 0, 9, 9)).Buffered(3).TryMap(gTask(gNewLog(), -1))
			rs := b.below(s, 2, stream.FailFast()).Collect(t.Context())
			assert.Equal(t, []stream.Result[int]{{Err: errBoom}}, rs)
			assert.Subset(t, l.lines(), []string{"1s cancel 1", "1s cancel 2"})
		}
	})
	bubble(t, "of failures at the same time one is the last element, and nobody sees the cancelled", func(t *testing.T) {
		for _, b := range gBoundaries {
			for range 20 {
				seen := make(chan error, 9)
				s := stream.Iter(ints(6)).TryMap(func(ctx context.Context, i int) (int, error) {
					if err := gWait(ctx, time.Duration(1+i/3)*time.Second); err != nil {
						return 0, errors.Join(errWhy, err)
					}
					return 0, errBoom
				}).InspectErr(func(err error) { seen <- err })
				assert.Equal(t, []stream.Result[int]{{Err: errBoom}}, b.below(s, 6, stream.FailFast()).Collect(t.Context()))
				close(seen)
				for err := range seen {
					assert.Equal(t, errBoom, err)
				}
			}
		}
	})
	bubble(t, "TryForEachConcurrent takes it, and stops at the first failure anyway", func(t *testing.T) {
		for _, opts := range [][]stream.Option{nil, {stream.FailFast()}} {
			l := gNewLog()
			err := stream.Iter(ints(9)).TryForEachConcurrent(t.Context(), 3, func(ctx context.Context, i int) error {
				_, err := gTask(l, 9, -1, 9)(ctx, i)
				return err
			}, opts...)
			assert.Equal(t, errBoom, err)
			assert.Equal(t, []string{"0s start 0", "0s start 1", "0s start 2", "1s cancel 0", "1s cancel 2", "1s fail 1"}, l.lines())
		}
	})
}
