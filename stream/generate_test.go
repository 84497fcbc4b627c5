package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGenerate(t *testing.T) {
	bubble(t, "yields what f yields, on every run", func(t *testing.T) {
		assertYields(t, stream.Generate(func(_ context.Context, yield func(int) bool) error {
			_ = yield(1) && yield(2) && yield(3)
			return nil
		}), 1, 2, 3)
	})
	bubble(t, "the error that f returns is the last element", func(t *testing.T) {
		assertYields(t, stream.Generate(func(_ context.Context, yield func(int) bool) error {
			_ = yield(1) && yield(2)
			return errBoom
		}), 1, 2, errBoom)
	})
	bubble(t, "an f that yields nothing makes an empty stream, or only an error", func(t *testing.T) {
		assertYields(t, stream.Generate(func(context.Context, func(int) bool) error { return nil }))
		assertYields(t, stream.Generate(func(context.Context, func(int) bool) error { return errBoom }), errBoom)
	})
	t.Run("f is called once per run, not before, and yields no more than is wanted", func(t *testing.T) {
		calls, pulls := 0, 0
		s := stream.Generate(func(_ context.Context, yield func(int) bool) error {
			calls++
			for more := true; more; {
				pulls++
				more = yield(pulls)
			}
			return nil
		})
		assert.Zero(t, calls)
		got, err := s.Take(3).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{1, 2, 3}, got)
		assert.Equal(t, 1, calls)
		assert.Equal(t, 3, pulls)
	})
	bubble(t, "once yield has returned false it always does, and the error of f is ignored", func(t *testing.T) {
		s := stream.Generate(func(_ context.Context, yield func(int) bool) error {
			for v := 1; yield(v); v++ {
			}
			assert.False(t, yield(99))
			return errBoom
		})
		assert.Equal(t, elementsOf[int](1, 2), s.Take(2).Collect(t.Context()))
		assert.Equal(t, elementsOf[int](1, 2), s.Buffered(3).Take(2).Collect(t.Context()))
	})
	bubble(t, "f gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Generate(func(ctx context.Context, _ func(int) bool) error { return wait(ctx) })
		})
	})
	bubble(t, "above a boundary, the context ends when the consumer has left", func(t *testing.T) {
		s := stream.Generate(func(ctx context.Context, yield func(int) bool) error {
			yield(1)
			<-ctx.Done()
			return ctx.Err()
		})
		v, err := s.Buffered(2).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 1, v)
	})
	t.Run("a nil f panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Generate: f must not be nil", func() { stream.Generate[int](nil) })
	})
}

func TestTryGenerate(t *testing.T) {
	bubble(t, "yields values and errors in their places, on every run, and drops the value beside an error", func(t *testing.T) {
		assertYields(t, stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
			_ = yield(1, nil) && yield(99, errBoom) && yield(3, nil)
			return nil
		}), 1, errBoom, 3)
	})
	bubble(t, "the error that f returns is the last element", func(t *testing.T) {
		last := errors.New("connection lost")
		assertYields(t, stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
			_ = yield(1, nil) && yield(0, errBoom)
			return last
		}), 1, errBoom, last)
	})
	t.Run("f is called once per run, not before, and yields no more than is wanted", func(t *testing.T) {
		pulls := 0
		s := stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
			for more := true; more; {
				pulls++
				more = yield(0, errBoom)
			}
			return errors.New("ignored: the consumer has left")
		})
		assert.Zero(t, pulls)
		assert.Equal(t, elementsOf[int](errBoom, errBoom), s.Take(2).Collect(t.Context()))
		assert.Equal(t, 2, pulls)
		require.ErrorIs(t, s.Drain(t.Context()), errBoom)
		assert.Equal(t, 3, pulls, "a terminal that stops at errors wants no more")
	})
	bubble(t, "f gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.TryGenerate(func(ctx context.Context, _ func(int, error) bool) error { return wait(ctx) })
		})
	})
	t.Run("a nil f panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: TryGenerate: f must not be nil", func() { stream.TryGenerate[int](nil) })
	})
}

func ExampleGenerate() {
	pages := [][]string{{"ada", "bob"}, {"cyd"}} // of a paged API, say
	users := stream.Generate(func(_ context.Context, yield func(string) bool) error {
		for _, page := range pages {
			for _, user := range page {
				if !yield(user) {
					return nil // no more are wanted
				}
			}
		}
		return errors.New("page 3: 502 Bad Gateway")
	})
	fmt.Println(users.TryCollect(context.Background()))
	// Output: [ada bob cyd] page 3: 502 Bad Gateway
}

func ExampleTryGenerate() {
	numbers := stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
		for _, line := range []string{"4", "four", "5"} {
			var n int
			_, err := fmt.Sscan(line, &n)
			if !yield(n, err) {
				break
			}
		}
		return nil
	})
	good, bad := stream.Partition(numbers.Collect(context.Background()))
	fmt.Println(good, len(bad), "bad")
	// Output: [4 5] 1 bad
}
