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

func TestGroupBy(t *testing.T) {
	thirds := sink.GroupBy(func(v int) int { return v % 3 })
	t.Run("collects the values of a key in their order", func(t *testing.T) {
		for range 2 { // every run has groups of its own
			groups, err := ints(7).Into(t.Context(), thirds)
			require.NoError(t, err)
			assert.Equal(t, map[int][]int{0: {0, 3, 6}, 1: {1, 4}, 2: {2, 5}}, groups)
		}
	})
	t.Run("an error comes with the groups before it, which are never nil", func(t *testing.T) {
		for at, want := range []map[int][]int{{}, {0: {0}}} {
			groups, err := ints(7).TryMap(failAt(at)).Into(t.Context(), thirds)
			assert.Equal(t, errBoom, err)
			assert.Equal(t, want, groups)
		}
	})
}

func ExampleGroupBy() {
	words := stream.Of("one", "two", "three", "four")
	length := func(w string) int { return len(w) }

	fmt.Println(words.Into(context.Background(), sink.GroupBy(length)))
	// Output: map[3:[one two] 4:[four] 5:[three]] <nil>
}
