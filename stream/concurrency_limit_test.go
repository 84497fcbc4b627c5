package stream_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestConcurrencyLimit(t *testing.T) {
	bubble(t, "tasks of one limit run as it allows, those of others as many as their boundary", func(t *testing.T) {
		l, limited, free := stream.NewLimit(2), new(gauge), new(gauge)
		second := func(g *gauge) func(context.Context, int) (int, error) {
			return func(ctx context.Context, v int) (int, error) {
				defer g.enter()()
				return v, gWait(ctx, time.Second)
			}
		}
		s := stream.Iter(ints(6)).TryMap(second(limited)).ConcurrencyLimit(l).TryMap(second(free)).Buffered(6)
		start := time.Now()
		assertOnce(t, s, 0, 1, 2, 3, 4, 5)
		assert.Equal(t, 4*time.Second, time.Since(start))
		assert.EqualValues(t, 2, limited.peak.Load())
		assert.LessOrEqual(t, free.peak.Load(), int64(4), "two, and in the same moment those that follow")
	})
	bubble(t, "above Retry attempts hold it, below it elements do", func(t *testing.T) {
		p := stream.RetryPolicy{Backoff: everySecond}
		held := func(below bool) int {
			var inPause atomic.Int64
			l := stream.NewLimit(1)
			s := stream.Of(1).TryMap(newFlaky(map[int]int{1: 1}).task)
			if below {
				s = s.Retry(p).ConcurrencyLimit(l)
			} else {
				s = s.ConcurrencyLimit(l).Retry(p)
			}
			time.AfterFunc(500*time.Millisecond, func() { inPause.Store(int64(l.Stats().InUse)) })
			require.NoError(t, s.Drain(t.Context()))
			return int(inPause.Load())
		}
		assert.Equal(t, 0, held(false))
		assert.Equal(t, 1, held(true))
	})
	bubble(t, "below Timeout the wait does not count, above it does", func(t *testing.T) {
		const d = 1500 * time.Millisecond
		s := stream.Of(1, 1, 1).TryMap(lastingSeconds)
		assertOnce(t, s.Timeout(d).ConcurrencyLimit(stream.NewLimit(1)).Buffered(3), 1, 1, 1)
		got := s.ConcurrencyLimit(stream.NewLimit(1)).Timeout(d).BufferedUnordered(3).Collect(t.Context())
		require.Len(t, got, 3)
		assert.Equal(t, stream.Result[int]{Value: 1}, got[0])
		require.ErrorIs(t, got[1].Err, context.DeadlineExceeded)
		require.ErrorIs(t, got[2].Err, context.DeadlineExceeded)
	})
	bubble(t, "errors from above do not wait", func(t *testing.T) {
		l := stream.NewLimit(1)
		require.NoError(t, l.Do(t.Context(), 1, func(context.Context) error {
			assertOnce(t, sourceOf[int](errBoom).TryMap(lastingSeconds).ConcurrencyLimit(l), errBoom)
			return nil
		}))
	})
}

func ExampleStream_ConcurrencyLimit() {
	service := stream.NewLimit(4)
	fetch := func(_ context.Context, id int) (string, error) { return fmt.Sprint("user ", id), nil }
	fmt.Println(stream.Of(1, 2).TryMap(fetch).ConcurrencyLimit(service).Retry(stream.RetryPolicy{}).Buffered(16).TryCollect(context.Background()))
	// Output: [user 1 user 2] <nil>
}
