package stream_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

func TestChunkBy(t *testing.T) {
	self := func(v int) int { return v }
	t.Run("collects consecutive values with equal keys; a key that comes back starts a new chunk", func(t *testing.T) {
		for in, want := range map[string]string{
			"":              "",
			"0":             "[0]",
			"0 0 0":         "[0 0 0]",
			"1 2 3":         "[1] [2] [3]",
			"1 1 2 2 2 1 1": "[1 1] [2 2 2] [1 1]",
		} {
			assert.Equal(t, want, toMarbles(t, fromMarbles(in).ChunkBy(self)))
		}
	})
	bubble(t, "an error flushes what there is and follows it, and a value with the same key starts a new chunk", func(t *testing.T) {
		for in, want := range map[string]string{
			"# 1 1":       "# [1 1]",
			"1 1 # 1":     "[1 1] # [1]",
			"0 # # 0":     "[0] # # [0]",
			"1 2 2 #":     "[1] [2 2] #",
			"1 1 2 # 2 3": "[1 1] [2] # [2] [3]",
		} {
			assert.Equal(t, want, toMarbles(t, fromMarbles(in).ChunkBy(self)))
		}
		assertYields(t, sourceOf[int](4, errBoom, 4, 5).ChunkBy(half), []int{4}, errBoom, []int{4, 5})
	})
	t.Run("TryCollect has the chunk before the error", func(t *testing.T) {
		vs, err := fromMarbles("1 1 2 # 2").ChunkBy(self).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, [][]int{{1, 1}, {2}}, vs)
	})
	t.Run("the error behind a chunk is not yielded when ctx ends in the body for the chunk", func(t *testing.T) {
		over := errors.New("over")
		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		var got []stream.Result[[]int]
		for v, err := range fromMarbles("1 # 2").ChunkBy(self).All(ctx) {
			cancel(over)
			got = append(got, stream.Result[[]int]{Value: v, Err: err})
		}
		assert.Equal(t, "[1] over", drawMarbles(t, got))
	})
	t.Run("key is called once per value, in order", func(t *testing.T) {
		var seen []int
		s := fromMarbles("1 1 # 2").ChunkBy(func(v int) string { seen = append(seen, v); return "" })
		assert.Equal(t, "[1 1] # [2]", toMarbles(t, s))
		assert.Equal(t, []int{1, 1, 2}, seen)
	})
	t.Run("keys are compared with ==", func(t *testing.T) {
		assert.Equal(t, "[1] [2]", toMarbles(t, fromMarbles("1 2").ChunkBy(func(int) float64 { return math.NaN() })))
		assert.Equal(t, "[1 2]", toMarbles(t, fromMarbles("1 2").ChunkBy(func(int) any { return "same" })))
	})
	bubble(t, "yields a chunk when a value with another key is there, and drops the last if ctx ends", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, errors.New("over"))
		defer cancel()
		start, slow := time.Now(), fromMarbles("1 1 2 2").Inspect(func(int) { time.Sleep(time.Second) })
		var at []time.Duration
		var rs []stream.Result[[]int]
		for v, err := range slow.Chain(stream.Pending[int]()).ChunkBy(self).All(ctx) {
			rs, at = append(rs, stream.Result[[]int]{Value: v, Err: err}), append(at, time.Since(start))
		}
		assert.Equal(t, "[1 1] over", drawMarbles(t, rs))
		assert.Equal(t, []time.Duration{3 * time.Second, time.Minute}, at)
	})
	t.Run("a consumer that leaves ends the source, and there is no flush", func(t *testing.T) {
		for take, want := range []int{0, 3, 5, 7} {
			pulled := 0
			assert.Len(t, pullsOf(9, &pulled).ChunkBy(half).Take(take).Collect(t.Context()), take)
			assert.Equal(t, want, pulled)
		}
		assert.Equal(t, "[1]", toMarbles(t, fromMarbles("1 # 1").ChunkBy(self).Take(1)))
		assert.Equal(t, "[1] #", toMarbles(t, fromMarbles("1 # 1").ChunkBy(self).Take(2)))
	})
	t.Run("a chunk belongs to the receiver", func(t *testing.T) {
		var kept [][]int
		require.NoError(t, stream.Iter(ints(5)).ChunkBy(half).ForEach(t.Context(), func(c []int) {
			kept = append(kept, c)
			_ = append(c, 99)
		}))
		assert.Equal(t, [][]int{{0, 1}, {2, 3}, {4}}, kept)
	})
	t.Run("together the chunks are the input, each of one key, and neighbours differ", func(t *testing.T) {
		rapid.Check(t, func(rt *rapid.T) {
			xs := rapid.SliceOf(rapid.IntRange(0, 3)).Draw(rt, "xs")
			chunks, err := stream.Iter(xs).ChunkBy(half).TryCollect(t.Context())
			require.NoError(rt, err)
			assert.True(rt, slices.Equal(xs, slices.Concat(chunks...)))
			for i, c := range chunks {
				assert.Equal(rt, half(slices.Min(c)), half(slices.Max(c)))
				if i > 0 {
					assert.NotEqual(rt, half(chunks[i-1][0]), half(c[0]))
				}
			}
		})
	})
}

func ExampleStream_ChunkBy() {
	type line struct{ order, item string }
	lines := stream.Of(line{"A1", "ink"}, line{"A1", "pen"}, line{"B7", "cup"}, line{"A1", "pad"})

	orders := lines.ChunkBy(func(l line) string { return l.order })
	fmt.Println(orders.TryCollect(context.Background()))
	// Output: [[{A1 ink} {A1 pen}] [{B7 cup}] [{A1 pad}]] <nil>
}
