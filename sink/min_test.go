package sink_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestMin(t *testing.T) {
	t.Run("finds the least and the greatest, wherever they stand", func(t *testing.T) {
		for _, vs := range [][]int{{-1, 5, 7}, {5, 7, -1}, {7, -1, 5}, {-1, 7}, {7, -1}} {
			least, err := stream.Iter(vs).Into(t.Context(), sink.Min)
			require.NoError(t, err)
			assert.Equal(t, -1, least)
			greatest, err := stream.Iter(vs).Into(t.Context(), sink.Max)
			require.NoError(t, err)
			assert.Equal(t, 7, greatest)
		}
	})
	t.Run("of values on one side of zero", func(t *testing.T) {
		least, err := stream.Of(3, 2).Into(t.Context(), sink.Min)
		require.NoError(t, err)
		assert.Equal(t, 2, least)
		greatest, err := stream.Of(-3, -2).Into(t.Context(), sink.Max)
		require.NoError(t, err)
		assert.Equal(t, -2, greatest)
	})
	t.Run("of none there is none", func(t *testing.T) {
		_, err := stream.Empty[int]().Into(t.Context(), sink.Min)
		assert.Equal(t, stream.ErrEmpty, err)
		_, err = stream.Empty[int]().Into(t.Context(), sink.Max)
		assert.Equal(t, stream.ErrEmpty, err)
		_, err = stream.Fail[int](errBoom).Into(t.Context(), sink.Max)
		assert.Equal(t, errBoom, err)
	})
	t.Run("a NaN makes it NaN", func(t *testing.T) {
		least, err := stream.Of(1, math.NaN(), 0).Into(t.Context(), sink.Min)
		require.NoError(t, err)
		assert.True(t, math.IsNaN(least))
	})
	t.Run("an error comes with what there was before it", func(t *testing.T) {
		greatest, err := ints(9).TryMap(failAt(4)).Into(t.Context(), sink.Max)
		assert.Equal(t, errBoom, err)
		assert.Equal(t, 3, greatest)
	})
}

func ExampleMin() {
	fmt.Println(stream.Of("pear", "apple", "fig").Into(context.Background(), sink.Min))
	fmt.Println(stream.Empty[string]().Into(context.Background(), sink.Min))
	// Output:
	// apple <nil>
	//  stream: empty
}

func ExampleMax() {
	fmt.Println(stream.Of(3, 9, 4).Into(context.Background(), sink.Max))
	// Output: 9 <nil>
}
