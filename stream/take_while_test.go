package stream_test

import (
	"context"
	"errors"
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

func TestTryTakeWhile(t *testing.T) {
	bubble(t, "I10: takes values as long as p holds, and ends for good", func(t *testing.T) {
		assertYields(t, stream.Of(1, 2, 3, 2).TryTakeWhile(tried(below(3))), 1, 2)
		assertYields(t, stream.Empty[int]().TryTakeWhile(tried(below(3))))
	})
	bubble(t, "I11: errors from above do not end the stream, and p does not see them", func(t *testing.T) {
		var seen []int
		p := func(_ context.Context, v int) (bool, error) { seen = append(seen, v); return v < 3, nil }
		assert.Equal(t, "# 1 # 2 #", toMarbles(t, fromMarbles("# 1 # 2 # 5 # 1").TryTakeWhile(p)))
		assert.Equal(t, []int{1, 2, 5}, seen)
	})
	bubble(t, "I12: an error of p takes the place of its element, whatever the bool beside it, and the stream goes on", func(t *testing.T) {
		for _, ok := range []bool{false, true} {
			for failing, want := range []string{"# 1 2", "0 # 2", "0 1 #", "0 1 2 #"} {
				p := func(_ context.Context, v int) (bool, error) {
					if v == failing {
						return ok, errBoom
					}
					return v < 3, nil
				}
				assert.Equal(t, want, toMarbles(t, stream.Iter(ints(9)).TryTakeWhile(p)))
			}
		}
	})
	t.Run("I7: a p that always fails ends with the source", func(t *testing.T) {
		fails := func(context.Context, int) (bool, error) { return false, errBoom }
		assert.Equal(t, "# # #", toMarbles(t, stream.Of(1, 2, 3).TryTakeWhile(fails)))
	})
	t.Run("pulls one element more than it yields, and never again", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "0 1 2", toMarbles(t, pullsOf(9, &pulled).TryTakeWhile(tried(below(3)))))
		assert.Equal(t, 4, pulled)
	})
	bubble(t, "p gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Of(1).TryTakeWhile(func(ctx context.Context, _ int) (bool, error) { return true, wait(ctx) })
		})
	})
}

func ExampleStream_TakeWhile() {
	// Powers of two that fit into a byte. The first that does not is read, and lost.
	powers := stream.Unfold(1, func(v int) (int, int, bool) { return v, 2 * v, true })

	vs, err := powers.TakeWhile(func(v int) bool { return v < 256 }).TryCollect(context.Background())
	fmt.Println(vs, err)
	// Output: [1 2 4 8 16 32 64 128] <nil>
}

func ExampleStream_TryTakeWhile() {
	// Pages until the first empty one. To look at the second fails.
	size := func(_ context.Context, page string) (bool, error) {
		if page == "?" {
			return false, errors.New("page unreadable")
		}
		return page != "", nil
	}
	for page, err := range stream.Of("a b", "?", "c", "", "d").TryTakeWhile(size).All(context.Background()) {
		fmt.Printf("%q %v\n", page, err)
	}
	// Output:
	// "a b" <nil>
	// "" page unreadable
	// "c" <nil>
}
