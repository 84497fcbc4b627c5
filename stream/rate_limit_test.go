package stream_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/time/rate"

	"github.com/seed-09178888/leat/stream"
)

// limiterFunc is a Limiter.
type limiterFunc func(context.Context) error

func (f limiterFunc) Wait(ctx context.Context) error { return f(ctx) }

func TestRateLimit(t *testing.T) {
	perSecond := func() *rate.Limiter { return rate.NewLimiter(1, 1) }
	bubble(t, "tasks start as the limiter allows, also those of a boundary", func(t *testing.T) {
		for _, n := range []int{1, 2, 8} {
			f := newFlaky(nil)
			assertOnce(t, stream.Of(1, 2, 3, 4).TryMap(f.task).RateLimit(perSecond()).Buffered(n), 10, 20, 30, 40)
			var all []float64
			for v := 1; v <= 4; v++ {
				all = append(all, f.seconds(v)...)
			}
			assert.ElementsMatch(t, []float64{0, 1, 2, 3}, all)
		}
	})
	bubble(t, "above Retry attempts wait, below it elements do", func(t *testing.T) {
		p := stream.RetryPolicy{Backoff: func() backoff.BackOff { return &backoff.ZeroBackOff{} }}
		f := newFlaky(map[int]int{1: 2})
		assertOnce(t, stream.Of(1, 2).TryMap(f.task).RateLimit(perSecond()).Retry(p), 10, 20)
		assert.Equal(t, []float64{0, 1, 2}, f.seconds(1))
		assert.Equal(t, []float64{3}, f.seconds(2))
		f = newFlaky(map[int]int{1: 2})
		assertOnce(t, stream.Of(1, 2).TryMap(f.task).Retry(p).RateLimit(perSecond()), 10, 20)
		assert.Equal(t, []float64{0, 0, 0}, f.seconds(1))
		assert.Equal(t, []float64{1}, f.seconds(2))
	})
	bubble(t, "one limiter for two streams limits them together", func(t *testing.T) {
		l, f := perSecond(), newFlaky(nil)
		one := func(vs ...int) stream.Stream[int] { return stream.Of(vs...).TryMap(f.task).RateLimit(l) }
		start := time.Now()
		_, err := stream.Merge(one(1, 2).Buffered(2), one(3, 4).Buffered(2)).Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 3*time.Second, time.Since(start))
	})
	bubble(t, "a failed wait is the element's error, and its task does not run", func(t *testing.T) {
		waits, ran := 0, 0
		l := limiterFunc(func(context.Context) error {
			if waits++; waits == 2 {
				return errBoom
			}
			return nil
		})
		assertOnce(t, stream.Of(1, 2, 3).Map(func(v int) int { ran++; return v }).RateLimit(l), 1, errBoom, 3)
		assert.Equal(t, 2, ran)
	})
	bubble(t, "errors from above do not wait, unless the task may mend them", func(t *testing.T) {
		waits := 0
		l := limiterFunc(func(context.Context) error { waits++; return nil })
		assertOnce(t, sourceOf[int](errBoom, 1, errBoom).Map(double).RateLimit(l), errBoom, 2, errBoom)
		assertOnce(t, sourceOf[int](errBoom, 1, errBoom).Buffered(2).RateLimit(l).Buffered(2), errBoom, 1, errBoom)
		assert.Equal(t, 2, waits)
		mend := func(context.Context, error) (int, error) { return 0, nil }
		assertOnce(t, sourceOf[int](errBoom, 1).OrElse(mend).RateLimit(l), 0, 1)
		assert.Equal(t, 4, waits)
	})
	bubble(t, "without a task every value waits", func(t *testing.T) {
		start := time.Now()
		assertOnce(t, stream.Of(1, 2, 3).RateLimit(perSecond()), 1, 2, 3)
		assert.Equal(t, 2*time.Second, time.Since(start))
	})
	bubble(t, "a wait ends with the context", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, errWhy)
		defer cancel()
		never := limiterFunc(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
		require.Equal(t, errWhy, stream.Of(1, 2).RateLimit(never).Buffered(2).Drain(ctx))
		err := stream.Of(1).RateLimit(never).Timeout(time.Second).Drain(t.Context())
		assert.ErrorIs(t, err, context.DeadlineExceeded)
	})
}

func ExampleStream_RateLimit() {
	perHost := rate.NewLimiter(rate.Every(time.Millisecond), 1) // of golang.org/x/time
	fetch := func(_ context.Context, page int) (string, error) { return fmt.Sprint("page ", page), nil }
	fmt.Println(stream.Of(1, 2, 3).TryMap(fetch).RateLimit(perHost).Buffered(10).TryCollect(context.Background()))
	// Output: [page 1 page 2 page 3] <nil>
}

func ExampleLimiter() {
	tickets := make(chan struct{}, 3) // whatever has a Wait will do
	take := limiterFunc(func(ctx context.Context) error {
		select {
		case <-tickets:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	for range 3 {
		tickets <- struct{}{}
	}
	fmt.Println(stream.Of("a", "b", "c").RateLimit(take).TryCollect(context.Background()))
	// Output: [a b c] <nil>
}
