package stream_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestMapWhile(t *testing.T) {
	plus3Below := func(limit int) func(int) (int, bool) {
		return func(v int) (int, bool) { return v + 3, v < limit }
	}
	bubble(t, "B11: applies f, and ends at the first value for which it returns false", func(t *testing.T) {
		assertYields(t, stream.Of(1, 2, 3, 4, 5, 6).MapWhile(plus3Below(4)), 4, 5, 6)
		assertYields(t, stream.Empty[int]().MapWhile(plus3Below(4)))
	})
	t.Run("B12: ends for good, also if f would hold again", func(t *testing.T) {
		pulled, calls := 0, 0
		f := func(v int) (int, bool) { calls++; return v, v != 2 }
		assert.Equal(t, "0 1", toMarbles(t, pullsOf(9, &pulled).MapWhile(f)))
		assert.Equal(t, 3, pulled, "the element that ends it is pulled and lost")
		assert.Equal(t, 3, calls)
	})
	t.Run("maps all of a stream for which f always holds, and nothing if it never does", func(t *testing.T) {
		assert.Equal(t, "4 5", toMarbles(t, fromMarbles("1 2").MapWhile(plus3Below(9))))
		assert.Empty(t, toMarbles(t, fromMarbles("1 2").MapWhile(plus3Below(0))))
	})
	t.Run("f does not see errors, which do not end the stream", func(t *testing.T) {
		var seen []int
		f := func(v int) (string, bool) { seen = append(seen, v); return strconv.Itoa(v), v < 3 }
		assert.Equal(t, "# 1 # 2 #", toMarbles(t, fromMarbles("# 1 # 2 # 7 #").MapWhile(f)))
		assert.Equal(t, []int{1, 2, 7}, seen)
	})
	t.Run("f is not called for what the consumer does not want", func(t *testing.T) {
		pulled := 0
		vs, err := pullsOf(9, &pulled).MapWhile(plus3Below(9)).Take(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{3, 4}, vs)
		assert.Equal(t, 2, pulled)
	})
}

func ExampleStream_MapWhile() {
	// Numbers up to the first word that is none.
	number := func(word string) (int, bool) {
		n, err := strconv.Atoi(word)
		return n, err == nil
	}
	fmt.Println(stream.Of("3", "1", "end", "4").MapWhile(number).TryCollect(context.Background()))
	// Output: [3 1] <nil>
}
