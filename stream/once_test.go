package stream_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestOnce(t *testing.T) {
	bubble(t, "A4: yields the result of the task as its only element, on every run", func(t *testing.T) {
		assertYields(t, stream.Once(func(context.Context) (int, error) { return 7, nil }), 7)
	})
	bubble(t, "a failure is the element, without the value beside it", func(t *testing.T) {
		assertYields(t, stream.Once(func(context.Context) (int, error) { return 7, errBoom }), errBoom)
	})
	t.Run("A5: the task runs once per run, and not before", func(t *testing.T) {
		calls := 0
		s := stream.Once(func(context.Context) (int, error) { calls++; return calls, nil })
		assert.Zero(t, calls)
		require.NoError(t, s.Take(0).Drain(t.Context()))
		assert.Zero(t, calls, "nor if its element is not wanted")
		assert.Equal(t, elementsOf[int](1), s.Collect(t.Context()))
		assert.Equal(t, elementsOf[int](2), s.Collect(t.Context()))
	})
	bubble(t, "the task gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Once(func(ctx context.Context) (int, error) { return 1, wait(ctx) })
		})
	})
	bubble(t, "a boundary runs it beside other tasks", func(t *testing.T) {
		start := time.Now()
		nap := func(context.Context) (int, error) { time.Sleep(time.Second); return 1, nil }
		n, err := stream.Once(nap).Chain(stream.Once(nap), stream.Once(nap)).Buffered(3).Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 3, n)
		assert.Equal(t, time.Second, time.Since(start))
	})
	t.Run("is itself the task that CatchPanic needs above it", func(t *testing.T) {
		s := stream.Once(func(context.Context) (int, error) { panic(errBoom) }).CatchPanic()
		require.ErrorIs(t, s.Drain(t.Context()), errBoom)
	})
	t.Run("a nil task panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Once: task must not be nil", func() { stream.Once[int](nil) })
	})
}

func ExampleOnce() {
	header := stream.Once(func(context.Context) (string, error) {
		return "id,name", nil // in earnest: a request that may fail
	})
	rows := stream.Of("1,ada", "2,bob")
	lines, err := header.Chain(rows).TryCollect(context.Background())
	fmt.Printf("%q %v\n", lines, err)
	// Output: ["id,name" "1,ada" "2,bob"] <nil>
}
