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

func TestDrain(t *testing.T) {
	bubble(t, "runs the stream to its end, on every run", func(t *testing.T) {
		var tasks gauge
		s := stream.Iter(ints(5)).Inspect(func(int) { tasks.enter()() })
		for _, s := range []stream.Stream[int]{s, s, s.Buffered(2), s.BufferedUnordered(2)} {
			require.NoError(t, s.Drain(t.Context()))
		}
		assert.EqualValues(t, 20, tasks.total.Load())
	})
	t.Run("an empty stream is drained", func(t *testing.T) {
		require.NoError(t, stream.Empty[int]().Drain(t.Context()))
	})
	t.Run("stops at the first error and returns it itself", func(t *testing.T) {
		seen := 0
		s := sourceOf[int](1, errBoom, 3, errors.New("second")).Inspect(func(int) { seen++ })
		assert.Same(t, errBoom, s.Drain(t.Context()))
		assert.Equal(t, 1, seen)
	})
	bubble(t, "returns the cause when the context ends", func(t *testing.T) {
		cause := errors.New("too late")
		for _, n := range []int{0, 1} {
			start := time.Now()
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, cause)
			assert.Same(t, cause, slowly(n, stream.Iter(ints(9))).Drain(ctx))
			assert.Equal(t, 2500*time.Millisecond, time.Since(start))
			assert.Same(t, cause, stream.Empty[int]().Drain(ctx))
			cancel()
		}
	})
}

func ExampleStream_Drain() {
	remove := func(_ context.Context, file string) (struct{}, error) {
		fmt.Println("remove", file)
		return struct{}{}, nil
	}
	err := stream.Of("a.tmp", "b.go", "c.tmp").
		Filter(func(file string) bool { return file[1:] == ".tmp" }).
		TryMap(remove).
		Drain(context.Background())
	fmt.Println(err)
	// Output:
	// remove a.tmp
	// remove c.tmp
	// <nil>
}
