package sink_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestUnzip(t *testing.T) {
	t.Run("undoes Zip", func(t *testing.T) {
		halves, err := ints(3).Zip(ints(9).Map(digit)).Into(t.Context(), sink.Unzip)
		require.NoError(t, err)
		assert.Equal(t, []int{0, 1, 2}, halves.First)
		assert.Equal(t, []string{"0", "1", "2"}, halves.Second)
	})
	t.Run("an error comes with the pairs before it", func(t *testing.T) {
		for at, want := range [][]int{{}, {0}, {0, 1}} {
			halves, err := ints(3).TryMap(failAt(at)).Zip(ints(3)).Into(t.Context(), sink.Unzip)
			assert.Equal(t, errBoom, err)
			assert.Equal(t, stream.Pair[[]int, []int]{First: want, Second: want}, halves)
		}
	})
}

func ExampleUnzip() {
	scores := stream.Of("Ann", "Bob").Zip(stream.Of(7, 9))

	halves, err := scores.Into(context.Background(), sink.Unzip)
	fmt.Println(halves.First, halves.Second, err)
	// Output: [Ann Bob] [7 9] <nil>
}
