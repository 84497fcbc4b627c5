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

func TestCount(t *testing.T) {
	bubble(t, "counts the values, on every run", func(t *testing.T) {
		s := stream.Iter(ints(10)).Filter(even)
		for _, s := range []stream.Stream[int]{s, s, s.Buffered(3), s.BufferedUnordered(3)} {
			n, err := s.Count(t.Context())
			require.NoError(t, err)
			assert.Equal(t, 5, n)
		}
	})
	t.Run("J1: an empty stream has 0", func(t *testing.T) {
		n, err := stream.Empty[int]().Count(t.Context())
		require.NoError(t, err)
		assert.Zero(t, n)
	})
	t.Run("runs the stages above, also if the size is known", func(t *testing.T) {
		calls := 0
		n, err := stream.Of(1, 2, 3).Inspect(func(int) { calls++ }).Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 3, n)
		assert.Equal(t, 3, calls)
	})
	t.Run("stops at the first error and returns it itself, with the count so far", func(t *testing.T) {
		n, err := sourceOf[int](1, 2, errBoom, 3).Count(t.Context())
		assert.Same(t, errBoom, err)
		assert.Equal(t, 2, n)
	})
	bubble(t, "returns the cause when the context ends, with the count so far", func(t *testing.T) {
		cause := errors.New("too late")
		for _, n := range []int{0, 1} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, cause)
			n, err := slowly(n, stream.Iter(ints(9))).Count(ctx)
			assert.Same(t, cause, err)
			assert.Equal(t, 2, n)
			cancel()
		}
	})
}

func ExampleStream_Count() {
	codes := stream.Of(200, 404, 200, 500, 503)
	serverErrors, err := codes.Filter(func(code int) bool { return code >= 500 }).Count(context.Background())
	fmt.Println(serverErrors, err)
	// Output: 2 <nil>
}
