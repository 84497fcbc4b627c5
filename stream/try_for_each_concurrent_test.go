package stream_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestTryForEachConcurrent(t *testing.T) {
	bubble(t, "calls f for every value, n at a time", func(t *testing.T) {
		for _, n := range []int{1, 2, 10, 25} {
			for _, s := range []stream.Stream[int]{stream.Iter(ints(10)), stream.Unfold(0, func(v int) (int, int, bool) { return v, v + 1, v < 10 })} {
				var calls gauge
				var sum atomic.Int64
				start := time.Now()
				require.NoError(t, s.TryForEachConcurrent(t.Context(), n, func(_ context.Context, v int) error {
					defer calls.enter()()
					time.Sleep(time.Second)
					sum.Add(int64(v))
					return nil
				}))
				assert.EqualValues(t, min(n, 10), calls.peak.Load())
				assert.EqualValues(t, 45, sum.Load())
				assert.Equal(t, time.Duration((10+n-1)/n)*time.Second, time.Since(start))
			}
		}
	})
	bubble(t, "a slot is free as soon as its call has ended", func(t *testing.T) {
		start := time.Now()
		require.NoError(t, stream.Of(5, 1, 1, 1, 1, 1).TryForEachConcurrent(t.Context(), 2, func(_ context.Context, seconds int) error {
			time.Sleep(time.Duration(seconds) * time.Second)
			return nil
		}))
		assert.Equal(t, 5*time.Second, time.Since(start))
	})
	bubble(t, "the task above it and f run together in a worker", func(t *testing.T) {
		start := time.Now()
		require.NoError(t, slowly(0, stream.Iter(ints(4))).TryForEachConcurrent(t.Context(), 4, func(context.Context, int) error {
			time.Sleep(time.Second)
			return nil
		}))
		assert.Equal(t, 2*time.Second, time.Since(start))
	})
	bubble(t, "the first error in time is returned itself; what runs is cancelled and joined, and nothing new starts", func(t *testing.T) {
		var calls gauge
		start := time.Now()
		err := stream.Iter(ints(100)).TryForEachConcurrent(t.Context(), 4, func(ctx context.Context, v int) error {
			defer calls.enter()()
			if v == 2 {
				time.Sleep(time.Second)
				return errBoom
			}
			<-ctx.Done()
			return ctx.Err()
		})
		assert.Same(t, errBoom, err)
		assert.Equal(t, time.Second, time.Since(start))
		assert.Zero(t, calls.now.Load())
		assert.EqualValues(t, 4, calls.total.Load())
	})
	bubble(t, "stops at an error of the stream, which f does not see", func(t *testing.T) {
		err := sourceOf[int](1, errBoom, 3).TryForEachConcurrent(t.Context(), 2, func(ctx context.Context, v int) error {
			assert.NotZero(t, v)
			<-ctx.Done()
			return nil
		})
		assert.Same(t, errBoom, err)
	})
	bubble(t, "f gets the context; when it ends, calls are joined and the cause is returned", func(t *testing.T) {
		var calls gauge
		cause := errors.New("too late")
		ctx, cancel := context.WithTimeoutCause(context.WithValue(t.Context(), contextKey{}, "carried"), time.Second, cause)
		defer cancel()
		err := stream.Iter(ints(9)).TryForEachConcurrent(ctx, 3, func(ctx context.Context, v int) error {
			defer calls.enter()()
			assert.Equal(t, "carried", ctx.Value(contextKey{}))
			<-ctx.Done()
			time.Sleep(time.Minute) // takes its time to clean up
			return ctx.Err()
		})
		assert.Same(t, cause, err)
		assert.Zero(t, calls.now.Load())
		assert.EqualValues(t, 3, calls.total.Load())
	})
	bubble(t, "f is not called for an empty stream", func(t *testing.T) {
		require.NoError(t, stream.Empty[int]().TryForEachConcurrent(t.Context(), 3, func(context.Context, int) error { return errBoom }))
	})
	t.Run("misuse panics", func(t *testing.T) {
		ok := func(context.Context, int) error { return nil }
		run := func(n int, f func(context.Context, int) error, opts ...stream.Option) func() {
			return func() { _ = stream.Of(1).TryForEachConcurrent(t.Context(), n, f, opts...) }
		}
		assert.PanicsWithValue(t, "stream: TryForEachConcurrent: f must not be nil", run(1, nil))
		assert.PanicsWithValue(t, "stream: TryForEachConcurrent: n must be at least 1, got 0", run(0, ok))
		assert.PanicsWithValue(t, "stream: TryForEachConcurrent: Window: w must be at least n = 4, got 3", run(4, ok, stream.Window(3)))
		assert.PanicsWithValue(t, "stream: TryForEachConcurrent: option must not be nil", run(1, ok, nil))
	})
}

func ExampleStream_TryForEachConcurrent() {
	var sent atomic.Int64
	send := func(ctx context.Context, to string) error {
		sent.Add(1) // up to three calls at a time: f must be safe for that
		return ctx.Err()
	}
	guests := stream.Of("ada", "bob", "cyd", "dan", "eve")
	err := guests.TryForEachConcurrent(context.Background(), 3, send)
	fmt.Println(sent.Load(), "invitations", err)
	// Output: 5 invitations <nil>
}
