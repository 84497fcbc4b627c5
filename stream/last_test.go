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

func TestLast(t *testing.T) {
	bubble(t, "returns the last value, on every run", func(t *testing.T) {
		s := stream.Iter(ints(10)).Filter(even)
		for _, s := range []stream.Stream[int]{s, s, s.Buffered(3), s.BufferedUnordered(1), s.Buffered(2).Take(5), stream.Of(8)} {
			v, err := s.Last(t.Context())
			require.NoError(t, err)
			assert.Equal(t, 8, v)
		}
	})
	bubble(t, "that is the last in stream order: of BufferedUnordered the one that finishes last", func(t *testing.T) {
		naps := stream.Of(3, 1, 2).Inspect(func(v int) { time.Sleep(time.Duration(v) * time.Second) })
		v, err := naps.Buffered(3).Last(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 2, v)
		v, err = naps.BufferedUnordered(3).Last(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 3, v)
	})
	bubble(t, "is ErrEmpty if there is no value, not if it is the zero value", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Empty[int](), {}, stream.Of(1, 3).Filter(even), stream.Of(1, 3).Filter(even).Buffered(2)} {
			v, err := s.Last(t.Context())
			assert.Same(t, stream.ErrEmpty, err)
			assert.Zero(t, v)
		}
		v, err := stream.Of(0).Last(t.Context())
		require.NoError(t, err)
		assert.Zero(t, v)
	})
	t.Run("stops at the first error and returns it itself, with the value before it", func(t *testing.T) {
		for want, s := range map[int]stream.Stream[int]{
			0: sourceOf[int](errBoom, 1), 1: sourceOf[int](1, errBoom, 2), 3: sourceOf[int](1, 3, errBoom),
		} {
			v, err := s.Last(t.Context())
			assert.Same(t, errBoom, err)
			assert.Equal(t, want, v)
		}
		pulled := 0
		fails := func(_ context.Context, v int) (int, error) { return v, map[int]error{2: errBoom}[v] }
		_, err := pullsOf(9, &pulled).TryMap(fails).Last(t.Context())
		assert.Same(t, errBoom, err)
		assert.Equal(t, 3, pulled)
	})
	bubble(t, "returns the cause when ctx ends, with the last value so far", func(t *testing.T) {
		cause := errors.New("too late")
		for _, n := range []int{0, 1} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, cause)
			v, err := slowly(n, stream.Of(5, 6, 7, 8)).Last(ctx)
			assert.Same(t, cause, err)
			assert.Equal(t, 6, v)
			v, err = stream.Of(5).Last(ctx)
			assert.Same(t, cause, err, "also if it has before the run")
			assert.Zero(t, v)
			_, err = stream.Empty[int]().Last(ctx)
			assert.Same(t, cause, err)
			cancel()
		}
	})
}

func ExampleStream_Last() {
	balance := stream.Of(100, -30, 5).Scan(0, func(sum, v int) (int, int) { return sum + v, sum + v })
	fmt.Println(balance.Last(context.Background()))
	// Output: 75 <nil>
}
