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

func list(acc string, v int) string { return fmt.Sprint(acc, "+", v) }

func TestFold(t *testing.T) {
	bubble(t, "J3: combines the values from left to right, starting with init, on every run", func(t *testing.T) {
		s := stream.Iter(ints(4))
		for _, s := range []stream.Stream[int]{s, s, s.Buffered(2)} {
			got, err := s.Fold(t.Context(), "s", list)
			require.NoError(t, err)
			assert.Equal(t, "s+0+1+2+3", got)
		}
	})
	t.Run("J1: an empty stream gives init", func(t *testing.T) {
		got, err := stream.Empty[int]().Fold(t.Context(), "s", list)
		require.NoError(t, err)
		assert.Equal(t, "s", got)
	})
	t.Run("stops at the first error and returns it itself, with the accumulator so far", func(t *testing.T) {
		got, err := sourceOf[int](1, 2, errBoom, 3).Fold(t.Context(), "s", list)
		assert.Same(t, errBoom, err)
		assert.Equal(t, "s+1+2", got)
	})
	bubble(t, "f runs in the caller's goroutine, also below a boundary", func(t *testing.T) {
		caller := goroutine()
		_, err := unevenly(3, stream.Iter(ints(30))).Fold(t.Context(), 0, func(acc, _ int) int {
			assert.Equal(t, caller, goroutine())
			return acc
		})
		require.NoError(t, err)
	})
	t.Run("init is copied as Go copies: a map is shared by the runs", func(t *testing.T) {
		counts := map[int]int{}
		for range 2 {
			_, err := stream.Of(7, 7).Fold(t.Context(), counts, func(acc map[int]int, v int) map[int]int { acc[v]++; return acc })
			require.NoError(t, err)
		}
		assert.Equal(t, map[int]int{7: 4}, counts)
	})
	bubble(t, "returns the cause when the context ends, with the accumulator so far", func(t *testing.T) {
		cause := errors.New("too late")
		for _, n := range []int{0, 1} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, cause)
			got, err := slowly(n, stream.Iter(ints(9))).Fold(ctx, "s", list)
			assert.Same(t, cause, err)
			assert.Equal(t, "s+0+1", got)
			cancel()
		}
	})
	t.Run("a nil f panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Fold: f must not be nil", func() { _, _ = stream.Of(1).Fold(t.Context(), 0, nil) })
	})
}

func TestTryFold(t *testing.T) {
	tryList := func(_ context.Context, acc string, v int) (string, error) {
		if v == 13 {
			return "dropped", errBoom
		}
		return list(acc, v), nil
	}
	t.Run("combines the values from left to right, starting with init", func(t *testing.T) {
		got, err := stream.Of(1, 2, 3).TryFold(t.Context(), "s", tryList)
		require.NoError(t, err)
		assert.Equal(t, "s+1+2+3", got)
	})
	t.Run("J1: an empty stream gives init", func(t *testing.T) {
		got, err := stream.Empty[int]().TryFold(t.Context(), "s", tryList)
		require.NoError(t, err)
		assert.Equal(t, "s", got)
	})
	t.Run("stops at the first error of f and returns it itself, with the accumulator before it", func(t *testing.T) {
		pulls := 0
		s := countedPulls(9, &pulls).Map(func(v int) int { return 11 + v })
		got, err := s.TryFold(t.Context(), "s", tryList)
		assert.Same(t, errBoom, err)
		assert.Equal(t, "s+11+12", got)
		assert.Equal(t, 3, pulls)
	})
	t.Run("I17: stops at the first error of the stream; f does not see it", func(t *testing.T) {
		got, err := sourceOf[int](1, errBoom, 2).TryFold(t.Context(), "s", tryList)
		assert.Same(t, errBoom, err)
		assert.Equal(t, "s+1", got)
	})
	bubble(t, "f gets the context, and the cause is returned for an f that it has interrupted", func(t *testing.T) {
		cause := errors.New("too late")
		ctx, cancel := context.WithTimeoutCause(context.WithValue(t.Context(), contextKey{}, "carried"), time.Second, cause)
		defer cancel()
		got, err := stream.Of(1, 2).TryFold(ctx, 100, func(ctx context.Context, acc, v int) (int, error) {
			assert.Equal(t, 1, v)
			assert.Equal(t, "carried", ctx.Value(contextKey{}))
			<-ctx.Done()
			return acc + v, ctx.Err()
		})
		assert.Same(t, cause, err)
		assert.Equal(t, 100, got)
	})
	bubble(t, "the context of f ends when a task panics, so that f does not keep the terminal from returning", func(t *testing.T) {
		start := time.Now()
		p := recoveredIn(t, func() {
			_, _ = stream.Of(0, 1).Map(panicsAfterASecond).Buffered(2).TryFold(t.Context(), 0, func(ctx context.Context, acc, _ int) (int, error) {
				<-ctx.Done()
				return acc, ctx.Err()
			})
		})
		assert.Equal(t, "one", p.Value)
		assert.Equal(t, time.Second, time.Since(start))
	})
	t.Run("a nil f panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: TryFold: f must not be nil", func() { _, _ = stream.Of(1).TryFold(t.Context(), 0, nil) })
	})
}

func ExampleStream_Fold() {
	votes := stream.Of("yes", "no", "yes", "yes")
	tally, err := votes.Fold(context.Background(), map[string]int{}, func(acc map[string]int, vote string) map[string]int {
		acc[vote]++
		return acc
	})
	fmt.Println(tally, err)
	// Output: map[no:1 yes:3] <nil>
}

func ExampleStream_TryFold() {
	withdraw := func(_ context.Context, balance, amount int) (int, error) {
		if amount > balance {
			return 0, fmt.Errorf("cannot withdraw %d of %d", amount, balance)
		}
		return balance - amount, nil
	}
	balance, err := stream.Of(30, 50, 40).TryFold(context.Background(), 100, withdraw)
	fmt.Println(balance) // before the failure
	fmt.Println(err)
	// Output:
	// 20
	// cannot withdraw 40 of 20
}
