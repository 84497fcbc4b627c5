package stream_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestSkip(t *testing.T) {
	t.Run("B16: drops the first n", func(t *testing.T) {
		for n, want := range []string{"0 1 2", "1 2", "2", "", ""} {
			assert.Equal(t, want, toMarbles(t, stream.Iter(ints(3)).Skip(n)))
		}
	})
	t.Run("drops errors among the first n, and they count", func(t *testing.T) {
		assert.Equal(t, "2 # 3", toMarbles(t, fromMarbles("# 1 # 2 # 3").Skip(3)))
	})
	t.Run("an error that was dropped does not fail the terminal", func(t *testing.T) {
		vs, err := fromMarbles("# 1 2").Skip(1).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{1, 2}, vs)
	})
	t.Run("runs the task above for the skipped ones too", func(t *testing.T) {
		var seen []int
		assert.Equal(t, "2", toMarbles(t, stream.Iter(ints(3)).Inspect(func(v int) { seen = append(seen, v) }).Skip(2)))
		assert.Equal(t, []int{0, 1, 2}, seen)
	})
	t.Run("with Take it is a page, read no further than its end", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "2 3 4", toMarbles(t, pullsOf(9, &pulled).Skip(2).Take(3)))
		assert.Equal(t, 5, pulled)
	})
}

func ExampleStream_Skip() {
	const page, size = 2, 3
	names := stream.Of("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal")

	vs, err := names.Skip(page * size).Take(size).TryCollect(context.Background())
	fmt.Println(vs, err)
	// Output: [Gus Hal] <nil>
}
