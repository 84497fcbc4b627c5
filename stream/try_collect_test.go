package stream_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestTryCollect(t *testing.T) {
	t.Run("returns the values in order", func(t *testing.T) {
		got, err := stream.Of("a", "b", "c").TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []string{"a", "b", "c"}, got)
	})
	t.Run("J1: an empty stream gives an empty slice that is not nil", func(t *testing.T) {
		got, err := stream.Empty[int]().TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{}, got)
	})
	t.Run("I13: stops at the first error and returns it itself, with the values before it", func(t *testing.T) {
		pulls := 0
		got, err := countedPulls(9, &pulls).TryMap(func(_ context.Context, v int) (int, error) {
			if v == 3 {
				return 0, errBoom
			}
			return v, nil
		}).TryCollect(t.Context())
		assert.Same(t, errBoom, err)
		assert.Equal(t, []int{0, 1, 2}, got)
		assert.Equal(t, 4, pulls)
	})
	t.Run("an error in the first place leaves an empty slice that is not nil", func(t *testing.T) {
		got, err := sourceOf[int](errBoom, 1).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, []int{}, got)
	})
	t.Run("allocates the slice once if the size is known", func(t *testing.T) {
		got, err := stream.Iter(ints(1000)).Map(strconv.Itoa).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Len(t, got, 1000)
		assert.Equal(t, 1000, cap(got))
		got, err = stream.Iter(ints(1000)).Filter(func(v int) bool { return v >= 400 }).Map(strconv.Itoa).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 1000, cap(got), "also if elements may have been dropped")
	})
	t.Run("does not keep memory for elements that were dropped", func(t *testing.T) {
		got, err := stream.Iter(ints(1000)).Filter(func(v int) bool { return v < 10 }).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, ints(10), got)
		assert.LessOrEqual(t, cap(got), 20)
	})
	bubble(t, "returns the cause when the context ends, with the values so far", func(t *testing.T) {
		cause := errors.New("too late")
		for _, n := range []int{0, 1} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, cause)
			got, err := slowly(n, stream.Iter(ints(9))).TryCollect(ctx)
			assert.Same(t, cause, err)
			assert.Equal(t, []int{0, 1}, got)
			cancel()
		}
	})
	bubble(t, "what had finished when the context ended is returned, though tasks behind it were running", func(t *testing.T) {
		for name, s := range map[string]stream.Stream[int]{"indexed": stream.Iter(ints(9)), "fed": stream.Iter(ints(9)).Take(9)} {
			s := s.TryMap(func(ctx context.Context, v int) (int, error) {
				if v >= 2 {
					<-ctx.Done()
				}
				return v, nil
			})
			for _, s := range []stream.Stream[int]{s, s.Buffered(2), s.Buffered(4), s.Buffered(4, stream.Window(8)), s.BufferedUnordered(1)} {
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				got, err := s.TryCollect(ctx)
				require.ErrorIs(t, err, context.DeadlineExceeded)
				assert.Equal(t, []int{0, 1}, got, name)
				cancel()
			}
		}
	})
	t.Run("a context that is done before the run is all there is, and nothing is pulled", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errBoom)
		pulls := 0
		got, err := countedPulls(9, &pulls).TryCollect(ctx)
		assert.Same(t, errBoom, err)
		assert.Equal(t, []int{}, got)
		assert.Zero(t, pulls)
		_, err = stream.Empty[int]().TryCollect(ctx)
		assert.Same(t, errBoom, err)
	})
	bubble(t, "the end of the context does not mask a failure before it", func(t *testing.T) {
		s := stream.Of(1, 2).TryMap(func(_ context.Context, v int) (int, error) {
			time.Sleep(time.Duration(v) * time.Second) // and does not look at its context
			return 0, fmt.Errorf("task %d: %w", v, errBoom)
		})
		for _, s := range []stream.Stream[int]{s, s.Buffered(2), s.BufferedUnordered(2)} {
			ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
			_, err := s.TryCollect(ctx)
			assert.EqualError(t, err, "task 1: boom")
			cancel()
		}
	})
}

// slowly takes a second for every element, with a boundary below if n > 0.
func slowly[T any](n int, s stream.Stream[T]) stream.Stream[T] {
	s = s.TryMap(func(ctx context.Context, v T) (T, error) {
		select {
		case <-time.After(time.Second):
			return v, nil
		case <-ctx.Done():
			return v, ctx.Err()
		}
	})
	if n > 0 {
		s = s.Buffered(n)
	}
	return s
}

func ExampleStream_TryCollect() {
	double := func(_ context.Context, v string) (int, error) {
		n, err := strconv.Atoi(v)
		return 2 * n, err
	}
	got, err := stream.Of("1", "2", "three", "4").TryMap(double).Buffered(4).TryCollect(context.Background())
	fmt.Println(got) // the values before the error
	fmt.Println(err)
	// Output:
	// [2 4]
	// strconv.Atoi: parsing "three": invalid syntax
}
