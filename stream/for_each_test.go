package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestForEach(t *testing.T) {
	bubble(t, "J4: calls f for every value, in order and never concurrently", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Iter(ints(5)), stream.Iter(ints(5)).Buffered(3)} {
			var calls gauge
			var seen []int
			require.NoError(t, s.ForEach(t.Context(), func(v int) {
				defer calls.enter()()
				time.Sleep(time.Second)
				seen = append(seen, v)
			}))
			assert.Equal(t, ints(5), seen)
			assert.EqualValues(t, 1, calls.peak.Load())
		}
	})
	bubble(t, "f runs in the caller's goroutine, also below a boundary", func(t *testing.T) {
		caller := goroutine()
		require.NoError(t, unevenly(3, stream.Iter(ints(30))).ForEach(t.Context(), func(int) { assert.Equal(t, caller, goroutine()) }))
	})
	t.Run("f is not called for an empty stream, nor if the context is done before the run", func(t *testing.T) {
		never := func(int) { assert.Fail(t, "called") }
		require.NoError(t, stream.Empty[int]().ForEach(t.Context(), never))
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errBoom)
		assert.Same(t, errBoom, stream.Of(1).ForEach(ctx, never))
	})
	t.Run("I17: stops at the first error and returns it itself; f does not see it", func(t *testing.T) {
		var seen []int
		assert.Same(t, errBoom, sourceOf[int](1, 2, errBoom, 3).ForEach(t.Context(), func(v int) { seen = append(seen, v) }))
		assert.Equal(t, []int{1, 2}, seen)
	})
	bubble(t, "returns the cause when the context ends", func(t *testing.T) {
		cause := errors.New("too late")
		for _, n := range []int{0, 1} {
			calls := 0
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, cause)
			assert.Same(t, cause, slowly(n, stream.Iter(ints(9))).ForEach(ctx, func(int) { calls++ }))
			assert.Equal(t, 2, calls)
			cancel()
		}
	})
	t.Run("a nil f panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: ForEach: f must not be nil", func() { _ = stream.Of(1).ForEach(t.Context(), nil) })
	})
}

func TestTryForEach(t *testing.T) {
	t.Run("I18: stops at the first error of f and returns it itself, also from an endless stream", func(t *testing.T) {
		sum, pulls := 0, 0
		err := countedPulls(1000, &pulls).TryForEach(t.Context(), func(_ context.Context, v int) error {
			if sum += v; sum >= 3 {
				return errBoom
			}
			return nil
		})
		assert.Same(t, errBoom, err)
		assert.Equal(t, 3, sum)
		assert.Equal(t, 3, pulls)
	})
	t.Run("I17: stops at the first error of the stream; f does not see it", func(t *testing.T) {
		var seen []int
		err := sourceOf[int](1, errBoom, 2).TryForEach(t.Context(), func(_ context.Context, v int) error { seen = append(seen, v); return nil })
		assert.Same(t, errBoom, err)
		assert.Equal(t, []int{1}, seen)
	})
	bubble(t, "calls f for every value, in order and never concurrently", func(t *testing.T) {
		var calls gauge
		var seen []int
		require.NoError(t, stream.Iter(ints(5)).Buffered(3).TryForEach(t.Context(), func(_ context.Context, v int) error {
			defer calls.enter()()
			time.Sleep(time.Second)
			seen = append(seen, v)
			return nil
		}))
		assert.Equal(t, ints(5), seen)
		assert.EqualValues(t, 1, calls.peak.Load())
	})
	bubble(t, "f gets the context, and the cause is returned for an f that it has interrupted", func(t *testing.T) {
		cause := errors.New("too late")
		ctx, cancel := context.WithTimeoutCause(context.WithValue(t.Context(), contextKey{}, "carried"), time.Second, cause)
		defer cancel()
		err := stream.Of(1, 2).TryForEach(ctx, func(ctx context.Context, v int) error {
			assert.Equal(t, 1, v)
			assert.Equal(t, "carried", ctx.Value(contextKey{}))
			<-ctx.Done()
			return fmt.Errorf("interrupted: %w", ctx.Err())
		})
		assert.Same(t, cause, err)
	})
	bubble(t, "the context of f ends when a task panics, so that f does not keep the terminal from returning", func(t *testing.T) {
		start := time.Now()
		p := recoveredIn(t, func() {
			_ = stream.Of(0, 1).Map(panicsAfterASecond).Buffered(2).TryForEach(t.Context(), func(ctx context.Context, _ int) error {
				<-ctx.Done()
				return ctx.Err()
			})
		})
		assert.Equal(t, "one", p.Value)
		assert.Equal(t, time.Second, time.Since(start))
	})
	bubble(t, "f runs in the caller's goroutine, also below a boundary", func(t *testing.T) {
		caller := goroutine()
		require.NoError(t, unevenly(3, stream.Iter(ints(30))).TryForEach(t.Context(), func(context.Context, int) error {
			assert.Equal(t, caller, goroutine())
			return nil
		}))
	})
	t.Run("an error of f stands though the context ends beside it", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		err := stream.Of(1, 2).TryForEach(ctx, func(context.Context, int) error { cancel(); return errBoom })
		assert.Same(t, errBoom, err)
	})
	bubble(t, "tasks that run when f fails are cancelled and joined", func(t *testing.T) {
		var tasks gauge
		err := stream.Iter(ints(9)).TryMap(func(ctx context.Context, v int) (int, error) {
			defer tasks.enter()()
			if v > 0 {
				<-ctx.Done()
			}
			return v, nil
		}).Buffered(3).TryForEach(t.Context(), func(context.Context, int) error { return errBoom })
		assert.Same(t, errBoom, err)
		assert.Zero(t, tasks.now.Load())
	})
	t.Run("a nil f panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: TryForEach: f must not be nil", func() { _ = stream.Of(1).TryForEach(t.Context(), nil) })
	})
}

// unevenly takes one to five seconds for an element, n at a time, so that no worker finishes all that come next.
func unevenly(n int, s stream.Stream[int]) stream.Stream[int] {
	return s.Map(func(v int) int {
		time.Sleep(time.Duration(v*7%5+1) * time.Second)
		return v
	}).Buffered(n)
}

// panicsAfterASecond is a task that does so for 1.
func panicsAfterASecond(v int) int {
	if v == 1 {
		time.Sleep(time.Second)
		panic("one")
	}
	return v
}

func ExampleStream_ForEach() {
	stock := map[string]int{}
	err := stream.Of("apple", "pear", "apple").ForEach(context.Background(), func(item string) {
		stock[item]++ // one call at a time: no lock is needed
	})
	fmt.Println(stock, err)
	// Output: map[apple:2 pear:1] <nil>
}

func ExampleStream_TryForEach() {
	space := 25
	write := func(_ context.Context, block []byte) error {
		if space -= len(block); space < 0 {
			return errors.New("disk full")
		}
		fmt.Println("wrote", len(block))
		return nil
	}
	err := stream.Of(make([]byte, 20), make([]byte, 10), make([]byte, 5)).TryForEach(context.Background(), write)
	fmt.Println(err)
	// Output:
	// wrote 20
	// disk full
}
