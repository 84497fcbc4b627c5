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

func TestOrElse(t *testing.T) {
	bubble(t, "I3: replaces every error by the value that f makes of it, in its place", func(t *testing.T) {
		s := sourceOf[int](1, errBoom, 2, 3).OrElse(func(_ context.Context, err error) (int, error) {
			assert.Same(t, errBoom, err)
			return 9, nil
		})
		assertYields(t, s, 1, 9, 2, 3)
	})
	bubble(t, "an error of f takes the place of the element, without the value beside it", func(t *testing.T) {
		other := errors.New("no fallback")
		s := sourceOf[int](1, errBoom, 3).OrElse(func(context.Context, error) (int, error) { return 99, other })
		assertYields(t, s, 1, other, 3)
	})
	bubble(t, "an empty stream stays empty", func(t *testing.T) {
		assertYields(t, stream.Empty[int]().OrElse(func(context.Context, error) (int, error) { return 9, nil }))
	})
	bubble(t, "f is called for errors only, and not before a terminal runs the stream", func(t *testing.T) {
		calls := 0
		s := sourceOf[int](1, errBoom, 3).OrElse(func(context.Context, error) (int, error) { calls++; return 9, nil })
		assert.Zero(t, calls)
		require.NoError(t, s.Drain(t.Context()))
		assert.Equal(t, 1, calls)
	})
	bubble(t, "f gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Fail[int](errBoom).OrElse(func(ctx context.Context, _ error) (int, error) { return 9, wait(ctx) })
		})
	})
	bubble(t, "a failure that f recovers from ends nothing, though the terminal stops at errors", func(t *testing.T) {
		recovered := func(context.Context, error) (int, error) { return 9, nil }
		failing := func(ctx context.Context, v int) (int, error) {
			if v == 1 {
				return 0, errBoom
			}
			time.Sleep(time.Second)
			return v, ctx.Err()
		}
		s := stream.Of(0, 1, 2, 3)
		for name, s := range map[string]stream.Stream[int]{
			"no boundary": s.TryMap(failing).OrElse(recovered),
			"above":       s.TryMap(failing).OrElse(recovered).Buffered(2),
			"below":       s.TryMap(failing).Buffered(2).OrElse(recovered),
			"two below":   s.TryMap(failing).Buffered(2).Map(func(v int) int { return v }).OrElse(recovered).Buffered(2),
		} {
			got, err := s.TryCollect(t.Context())
			require.NoError(t, err, name)
			assert.Equal(t, []int{0, 9, 2, 3}, got, name)
		}
	})
	bubble(t, "f does not see errors that only mirror the run's own end", func(t *testing.T) {
		assertBlindToTheEnd(t, func(s stream.Stream[int], unwanted func(error)) stream.Stream[int] {
			return s.OrElse(func(_ context.Context, err error) (int, error) { unwanted(err); return 0, err })
		})
	})
	t.Run("a nil f panics where the stage is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: OrElse: f must not be nil", func() { stream.Of(1).OrElse(nil) })
	})
}

func ExampleStream_OrElse() {
	errOffline := errors.New("offline")
	price := func(_ context.Context, item string) (int, error) {
		if item == "pear" {
			return 0, errOffline
		}
		return 3, nil
	}
	lastKnown := func(context.Context, error) (int, error) { return 2, nil }
	prices, err := stream.Of("apple", "pear", "plum").TryMap(price).OrElse(lastKnown).Buffered(3).
		TryCollect(context.Background())
	fmt.Println(prices, err)
	// Output: [3 2 3] <nil>
}
