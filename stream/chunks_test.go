package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

func TestChunks(t *testing.T) {
	t.Run("C1: the last one may be short, none is empty", func(t *testing.T) {
		for n, want := range []string{"", "[0] [1] [2] [3]", "[0 1] [2 3]", "[0 1 2] [3]", "[0 1 2 3]", "[0 1 2 3]"} {
			if n > 0 {
				assert.Equal(t, want, toMarbles(t, stream.Iter(ints(4)).Chunks(n)))
			}
		}
	})
	t.Run("C6: an error flushes what there is and follows it, and the stream goes on", func(t *testing.T) {
		assert.Equal(t, "[1 2] [3] # [5 6]", toMarbles(t, fromMarbles("1 2 3 # 5 6").Chunks(2)))
	})
	t.Run("C7: nothing lost, nothing reordered", func(t *testing.T) {
		assert.Equal(t, "[1] # [2] # [5]", toMarbles(t, fromMarbles("1 # 2 # 5").Chunks(2)))
		assert.Equal(t, "# # [1 2] #", toMarbles(t, fromMarbles("# # 1 2 #").Chunks(2)))
	})
	t.Run("TryCollect has the chunk before the error", func(t *testing.T) {
		vs, err := fromMarbles("1 2 3 # 5").Chunks(2).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, [][]int{{1, 2}, {3}}, vs)
	})
	bubble(t, "C3: yields a full chunk at once, and waits for one that is not", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, errors.New("over"))
		defer cancel()
		start, slow := time.Now(), fromMarbles("1 2 3").Inspect(func(int) { time.Sleep(time.Second) })
		var at []time.Duration
		var rs []stream.Result[[]int]
		for v, err := range slow.Chain(stream.Pending[int]()).Chunks(2).All(ctx) {
			rs, at = append(rs, stream.Result[[]int]{Value: v, Err: err}), append(at, time.Since(start))
		}
		assert.Equal(t, "[1 2] over", drawMarbles(t, rs), "C14: the partial chunk [3] is dropped when ctx ends")
		assert.Equal(t, []time.Duration{2 * time.Second, time.Minute}, at)
	})
	t.Run("a chunk belongs to the receiver", func(t *testing.T) {
		var kept [][]int
		require.NoError(t, stream.Iter(ints(5)).Chunks(2).ForEach(t.Context(), func(c []int) {
			kept = append(kept, c)
			_ = append(c, 99)
		}))
		assert.Equal(t, [][]int{{0, 1}, {2, 3}, {4}}, kept)
	})
	t.Run("a huge n takes no more memory than there are values", func(t *testing.T) {
		vs, err := stream.Of(1, 2).Chunks(1 << 50).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, [][]int{{1, 2}}, vs)
	})
	t.Run("a consumer that leaves gets no flush, and the source is asked no more", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "[0 1] [2 3]", toMarbles(t, pullsOf(9, &pulled).Chunks(2).Take(2)))
		assert.Equal(t, 4, pulled)
		assert.Equal(t, "[1]", toMarbles(t, fromMarbles("1 # 2 3").Chunks(2).Take(1)), "not the error after it")
	})
	t.Run("the error behind a chunk is not yielded when ctx ends in the body for the chunk", func(t *testing.T) {
		over := errors.New("over")
		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		var got []stream.Result[[]int]
		for v, err := range fromMarbles("1 # 2").Chunks(2).All(ctx) {
			cancel(over)
			got = append(got, stream.Result[[]int]{Value: v, Err: err})
		}
		assert.Equal(t, "[1] over", drawMarbles(t, got))
	})
	t.Run("joined together they are the input, and all but the last have length n", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			xs, n := rapid.SliceOf(rapid.Int()).Draw(t, "xs"), rapid.IntRange(1, 9).Draw(t, "n")
			joined := make([]int, 0, len(xs))
			require.NoError(t, stream.Iter(xs).Chunks(n).ForEach(t.Context(), func(c []int) {
				assert.Len(t, c, min(n, len(xs)-len(joined)))
				joined = append(joined, c...)
			}))
			assert.Equal(t, xs, joined)
		})
	})
}

func ExampleStream_Chunks() {
	// Seven rows, three to an insert, two inserts at a time.
	insert := func(_ context.Context, rows []string) (string, error) {
		return fmt.Sprintf("%d rows from %s", len(rows), rows[0]), nil
	}
	rows := stream.Of("a", "b", "c", "d", "e", "f", "g")

	inserted, err := rows.Chunks(3).TryMap(insert).Buffered(2).TryCollect(context.Background())
	fmt.Printf("%q %v\n", inserted, err)
	// Output: ["3 rows from a" "3 rows from d" "1 rows from g"] <nil>
}
