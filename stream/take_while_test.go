package stream_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestTakeWhile(t *testing.T) {
	t.Run("B10: pulls one element more than it yields, and never again", func(t *testing.T) {
		pulled := 0
		vs, err := pullsOf(10, &pulled).TakeWhile(below(5)).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, ints(5), vs)
		assert.Equal(t, 6, pulled)
	})
	t.Run("ends for good, also if p would hold again", func(t *testing.T) {
		assert.Equal(t, "1 2", toMarbles(t, fromMarbles("1 2 5 1 2").TakeWhile(below(3))))
	})
	t.Run("takes all of a stream for which p always holds, and nothing if it never does", func(t *testing.T) {
		assert.Equal(t, "1 2", toMarbles(t, fromMarbles("1 2").TakeWhile(below(9))))
		assert.Empty(t, toMarbles(t, fromMarbles("1 2").TakeWhile(below(0))))
	})
	t.Run("p does not see errors, which do not end the stream", func(t *testing.T) {
		var seen []int
		p := func(v int) bool { seen = append(seen, v); return v < 3 }
		assert.Equal(t, "# 1 # 2 #", toMarbles(t, fromMarbles("# 1 # 2 # 7 #").TakeWhile(p)))
		assert.Equal(t, []int{1, 2, 7}, seen)
	})
	t.Run("p is not called for what the consumer does not want", func(t *testing.T) {
		calls := 0
		p := func(int) bool { calls++; return true }
		assert.Equal(t, "1 2", toMarbles(t, fromMarbles("1 2 3 4").TakeWhile(p).Take(2)))
		assert.Equal(t, 2, calls)
	})
}

func ExampleStream_TakeWhile() {
	// Powers of two that fit into a byte. The first that does not is read, and lost.
	powers := stream.Unfold(1, func(v int) (int, int, bool) { return v, 2 * v, true })

	vs, err := powers.TakeWhile(func(v int) bool { return v < 256 }).TryCollect(context.Background())
	fmt.Println(vs, err)
	// Output: [1 2 4 8 16 32 64 128] <nil>
}
