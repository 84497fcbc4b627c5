package stream_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// TestLimitNested is about what runs under a limit within something that does.
func TestLimitNested(t *testing.T) {
	bubble(t, "boundaries within tasks that share their limit come to an end, three deep", func(t *testing.T) {
		for size := 1; size <= 5; size++ {
			l, leaves := stream.NewLimit(size), new(gauge)
			leaf := stream.Iter(ints(4)).TryMap(func(_ context.Context, v int) (int, error) {
				defer leaves.enter()()
				time.Sleep(time.Second)
				return v, nil
			}).BufferedUnordered(3, stream.Shared(l))
			middle := stream.Iter(ints(3)).TryMap(func(ctx context.Context, _ int) (int, error) { return leaf.Count(ctx) }).Buffered(2, stream.Shared(l))
			for _, outer := range []stream.Stream[int]{
				stream.Iter(ints(5)).TryMap(func(ctx context.Context, _ int) (int, error) { return middle.Count(ctx) }).Buffered(4, stream.Shared(l)),
				stream.Iter(ints(5)).FlatMapUnordered(4, func(int) stream.Stream[int] { return middle }, stream.Shared(l)),
				stream.Iter(ints(5)).BufferedByKey(4, func(v int) int { return v % 2 }, func(ctx context.Context, _ int) (int, error) { return middle.Count(ctx) }, stream.Shared(l)),
			} {
				leaves.peak.Store(0)
				leaves.total.Store(0)
				require.NoError(t, outer.Drain(t.Context()))
				assert.EqualValues(t, 5*3*4, leaves.total.Load())
				assert.LessOrEqual(t, leaves.peak.Load(), int64(size), "those that wait for what they have started do not count")
				assert.Equal(t, stream.LimitStats{Size: size}, l.Stats())
			}
		}
	})
	bubble(t, "one at a time runs on what was lent, whatever it weighs; others wait their turn", func(t *testing.T) {
		l, log := stream.NewLimit(3), gNewLog()
		err := l.Do(t.Context(), 2, func(ctx context.Context) error {
			lRun(t, l, lUser{0, 1, 20}) // takes what is left
			done := make(chan error)
			for i := range 3 {
				go func() {
					done <- l.Do(ctx, 5, func(context.Context) error {
						log.add("start %d", i)
						assert.Equal(t, stream.LimitStats{Size: 3, InUse: 3, Running: 3, Waiting: []int{0, 1, 0}[i]}, l.Stats())
						time.Sleep(time.Second)
						return nil
					})
				}()
				synctest.Wait()
			}
			for range 3 {
				require.NoError(t, <-done)
			}
			return nil
		})
		require.NoError(t, err)
		assert.Equal(t, []string{"0s start 0", "1s start 1", "2s start 2"}, log.lines())
		assert.Equal(t, stream.LimitStats{Size: 3, InUse: 1, Running: 1}, l.Stats())
		time.Sleep(time.Minute)
	})
	bubble(t, "nobody overtakes a heavy one, though somebody nested waits behind it", func(t *testing.T) {
		l := stream.NewLimit(3)
		require.NoError(t, l.Do(t.Context(), 1, func(ctx context.Context) error {
			go func() { _ = l.Do(ctx, 1, func(context.Context) error { return gWait(ctx, 9*time.Second) }) }()
			log := lRun(t, l, lUser{0, 1, 2}, lUser{0, 3, 1})
			go func() { _ = l.Do(ctx, 1, func(context.Context) error { log.add("nested"); return nil }) }()
			light := lRun(t, l, lUser{1, 1, 1})
			time.Sleep(20 * time.Second)
			assert.Equal(t, []string{"0s start 0", "2s end 0", "9s nested"}, log.lines(), "the heavy one waits for its holder")
			assert.Empty(t, light.lines())
			return nil
		}))
		time.Sleep(time.Minute)
		assert.Equal(t, stream.LimitStats{Size: 3}, l.Stats())
	})
	bubble(t, "what is nested takes a part of its own if one is free", func(t *testing.T) {
		l, peak := stream.NewLimit(4), new(gauge)
		err := l.Do(t.Context(), 1, func(ctx context.Context) error {
			return stream.Iter(ints(9)).TryForEachConcurrent(ctx, 9, func(context.Context, int) error {
				defer peak.enter()()
				time.Sleep(time.Second)
				return nil
			}, stream.Shared(l))
		})
		require.NoError(t, err)
		assert.EqualValues(t, 4, peak.peak.Load(), "three and the lent one")
	})
	bubble(t, "what was lent is used before what is free", func(t *testing.T) {
		l := stream.NewLimit(4)
		require.NoError(t, l.Do(t.Context(), 1, func(ctx context.Context) error {
			return l.Do(ctx, 2, func(context.Context) error {
				assert.Equal(t, stream.LimitStats{Size: 4, InUse: 1, Running: 2}, l.Stats())
				return nil
			})
		}))
	})
	bubble(t, "who is nested lets nobody else overtake a heavy one", func(t *testing.T) {
		l := stream.NewLimit(3)
		log := lRun(t, l, lUser{0, 1, 3}) // ends first
		require.NoError(t, l.Do(t.Context(), 2, func(ctx context.Context) error {
			done := make(chan error, 2)
			for range 2 { // one on what is lent, the other waits for that
				go func() { done <- l.Do(ctx, 3, func(context.Context) error { time.Sleep(4 * time.Second); return nil }) }()
				synctest.Wait()
			}
			light := lRun(t, l, lUser{0, 3, 1}, lUser{1, 1, 1}) // heavy, then light
			require.NoError(t, <-done)
			require.NoError(t, <-done)
			assert.Empty(t, light.lines(), "the heavy one waits for both of the two to end")
			return nil
		}))
		time.Sleep(time.Minute)
		assert.Len(t, log.lines(), 2)
	})
	bubble(t, "a nested one that gives up, or fails, returns what was lent", func(t *testing.T) {
		l := stream.NewLimit(1)
		err := l.Do(t.Context(), 1, func(ctx context.Context) error {
			long := make(chan error)
			go func() {
				long <- l.Do(ctx, 1, func(context.Context) error { time.Sleep(time.Minute); return errBoom })
			}()
			synctest.Wait()
			brief, cancel := context.WithTimeoutCause(ctx, time.Second, errWhy)
			defer cancel()
			assert.Equal(t, errWhy, l.Do(brief, 1, func(context.Context) error { return nil }))
			assert.Equal(t, stream.LimitStats{Size: 1, InUse: 1, Running: 2}, l.Stats())
			assert.Same(t, errBoom, <-long)
			return l.Do(ctx, 1, func(context.Context) error { return nil })
		})
		require.NoError(t, err)
		assert.Equal(t, stream.LimitStats{Size: 1}, l.Stats())
	})
	bubble(t, "what outlives its holder keeps the part until it ends, and lends no more of it", func(t *testing.T) {
		l := stream.NewLimit(2)
		var inner context.Context
		require.NoError(t, l.Do(t.Context(), 2, func(ctx context.Context) error {
			inner = ctx //nolint:fatcontext // to use it when it should not be used
			go func() { _ = l.Do(ctx, 1, func(context.Context) error { time.Sleep(time.Minute); return nil }) }()
			synctest.Wait()
			return nil
		}))
		assert.Equal(t, stream.LimitStats{Size: 2, InUse: 2, Running: 1}, l.Stats())
		time.Sleep(time.Hour)
		assert.Equal(t, stream.LimitStats{Size: 2}, l.Stats())
		require.NoError(t, l.Do(inner, 1, func(context.Context) error {
			assert.Equal(t, stream.LimitStats{Size: 2, InUse: 1, Running: 1}, l.Stats(), "nothing is lent any more")
			return nil
		}))
	})
	bubble(t, "a context that has outlived its holder stands for nothing, or for what that was nested in", func(t *testing.T) {
		l, log := stream.NewLimit(1), gNewLog()
		outlived := func(ctx context.Context) (inner context.Context) {
			require.NoError(t, l.Do(ctx, 1, func(ctx context.Context) error { inner = ctx; return nil })) //nolint:fatcontext // to use it when it is over
			return inner
		}
		inner, done := outlived(t.Context()), make(chan error)
		require.NoError(t, l.Do(t.Context(), 1, func(context.Context) error {
			go func() { done <- l.Do(inner, 1, func(context.Context) error { log.add("alone"); return nil }) }()
			time.Sleep(time.Second)
			assert.Equal(t, stream.LimitStats{Size: 1, InUse: 1, Running: 1, Waiting: 1}, l.Stats())
			return nil
		}))
		require.NoError(t, <-done)
		require.NoError(t, l.Do(t.Context(), 1, func(ctx context.Context) error {
			return l.Do(outlived(outlived(ctx)), 1, func(context.Context) error { log.add("nested"); return nil })
		}))
		assert.Equal(t, []string{"1s alone", "1s nested"}, log.lines())
		assert.Equal(t, stream.LimitStats{Size: 1}, l.Stats())
	})
	bubble(t, "two limits, nested in the same order everywhere", func(t *testing.T) {
		a, b, ran := stream.NewLimit(1), stream.NewLimit(1), new(atomic.Int64)
		inner := stream.Iter(ints(2)).TryMap(func(context.Context, int) (int, error) { ran.Add(1); return 0, nil })
		outer := stream.Iter(ints(3)).TryMap(func(ctx context.Context, _ int) (int, error) {
			return inner.Buffered(2, stream.Shared(b)).Count(ctx)
		}).Buffered(3, stream.Shared(a))
		require.NoError(t, outer.Drain(t.Context()))
		assert.EqualValues(t, 6, ran.Load())
	})
}
