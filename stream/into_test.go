package stream_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestInto(t *testing.T) {
	t.Run("calls the sink with the context and the stream, and returns what it returns", func(t *testing.T) {
		ctx := context.WithValue(t.Context(), contextKey{}, "carried")
		n, err := stream.Of(1, 2, 3).Into(ctx, func(ctx context.Context, in stream.Stream[int]) (int, error) {
			assert.Equal(t, "carried", ctx.Value(contextKey{}))
			got, err := in.TryCollect(ctx)
			assert.Equal(t, []int{1, 2, 3}, got)
			require.NoError(t, err)
			return 42, errBoom
		})
		assert.Same(t, errBoom, err)
		assert.Equal(t, 42, n)
	})
	t.Run("the sink decides whether the stream runs", func(t *testing.T) {
		pulls := 0
		_, err := countedPulls(3, &pulls).Into(t.Context(), func(context.Context, stream.Stream[int]) (string, error) { return "", nil })
		require.NoError(t, err)
		assert.Zero(t, pulls)
	})
	t.Run("the type of the result is inferred", func(t *testing.T) {
		n, err := stream.Of(1, 2, 3).Into(t.Context(), func(ctx context.Context, in stream.Stream[int]) (int, error) { return in.Count(ctx) })
		require.NoError(t, err)
		assert.Equal(t, 3, n)
	})
	t.Run("a nil sink panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Into: sink must not be nil", func() { _, _ = stream.Of(1).Into[int](t.Context(), nil) })
	})
}

func ExampleStream_Into() {
	joined := func(ctx context.Context, in stream.Stream[string]) (string, error) {
		parts, err := in.TryCollect(ctx)
		return strings.Join(parts, ", "), err
	}
	list, err := stream.Of("a", "b", "c").Map(strings.ToUpper).Into(context.Background(), joined)
	fmt.Println(list, err)
	// Output: A, B, C <nil>
}
