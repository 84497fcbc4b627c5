package sink_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestSum(t *testing.T) {
	t.Run("adds up, from left to right", func(t *testing.T) {
		sum, err := stream.Of(1e16, 1, -1e16, 1).Into(t.Context(), sink.Sum)
		require.NoError(t, err)
		assert.InDelta(t, 1.0, sum, 0, "1e16 has swallowed the first 1")
		i, err := stream.Of(1i, 2).Into(t.Context(), sink.Sum)
		require.NoError(t, err)
		assert.Equal(t, 2+1i, i)
	})
	t.Run("overflows as + does", func(t *testing.T) {
		sum, err := stream.Of[int8](127, 1).Into(t.Context(), sink.Sum)
		require.NoError(t, err)
		assert.Equal(t, int8(-128), sum)
	})
	t.Run("an error comes with the sum before it", func(t *testing.T) {
		sum, err := ints(9).TryMap(failAt(4)).Into(t.Context(), sink.Sum)
		assert.Equal(t, errBoom, err)
		assert.Equal(t, 6, sum)
	})
}

func ExampleSum() {
	fmt.Println(stream.Of(1.5, 2, 3).Into(context.Background(), sink.Sum))
	// Output: 6.5 <nil>
}

func ExampleNumber() {
	took := stream.Of(time.Second, time.Minute)
	fmt.Println(took.Into(context.Background(), sink.Sum))
	// Output: 1m1s <nil>
}
