package stream_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

func TestReadyChunks(t *testing.T) {
	bubble(t, "C4: what has come while the consumer was busy is one chunk, of n at most", func(t *testing.T) {
		s := paced("1 +1s 2 3 4")
		assert.Equal(t, "0s [1], 2s [2 3], 4s [4], 6s |", timeline(t, s.ReadyChunks(2), 2*time.Second))
		assert.Equal(t, "0s [1], 2s [2 3 4], 4s |", timeline(t, s.ReadyChunks(3), 2*time.Second))
		assert.Equal(t, "0s [1], 2s [2 3 4], 4s |", timeline(t, s.ReadyChunks(99), 2*time.Second))
	})
	bubble(t, "waits for the first value and for no other, and is never empty", func(t *testing.T) {
		assert.Equal(t, "3s [1], 4s [2], 5s [3], 9s |", timeline(t, paced("+3s 1 +1s 2 +1s 3 +4s").ReadyChunks(9)))
		assert.Equal(t, "9s |", timeline(t, paced("+9s").ReadyChunks(9)))
	})
	bubble(t, "C8: an error flushes what there is and follows it, and the stream goes on", func(t *testing.T) {
		s := paced("0 +1s 1 2 3 # 5 6")
		assert.Equal(t, "0s [0], 2s [1 2], 4s [3], 6s #, 8s [5 6], 10s |", timeline(t, s.ReadyChunks(2), 2*time.Second))
		assert.Equal(t, "0s [0], 2s [1 2 3], 4s #, 6s [5 6], 8s |", timeline(t, s.ReadyChunks(9), 2*time.Second))
		assert.Equal(t, "0s #, 2s #, 4s [1], 6s #, 8s [2], 10s |", timeline(t, paced("# # 1 # 2").ReadyChunks(9), 2*time.Second))
	})
	bubble(t, "what is there at the end still comes", func(t *testing.T) {
		assert.Equal(t, "0s [1], 9s [2 3], 18s |", timeline(t, paced("1 +1s 2 +1s 3 +1s").ReadyChunks(9), 9*time.Second))
	})
	t.Run("TryCollect has the chunks before the error", func(t *testing.T) {
		vs, err := fromMarbles("1 2 # 4").ReadyChunks(1).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, [][]int{{1}, {2}}, vs)
	})
	bubble(t, "a chunk belongs to the receiver", func(t *testing.T) {
		var kept [][]int
		require.NoError(t, paced("1 +1s 2 3 +3s 4 5").ReadyChunks(2).ForEach(t.Context(), func(c []int) {
			time.Sleep(2 * time.Second)
			kept = append(kept, c)
			_ = append(c, 99)
		}))
		assert.Equal(t, [][]int{{1}, {2, 3}, {4, 5}}, kept)
	})
	t.Run("a huge n takes no more memory than there are values", func(t *testing.T) {
		vs, err := stream.Of(1, 2).ReadyChunks(1 << 50).FlatMap(stream.Iter).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{1, 2}, vs)
	})
	t.Run("joined together they are the input, and none is empty or longer than n", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			xs, n := rapid.SliceOf(rapid.Int()).Draw(t, "xs"), rapid.IntRange(1, 9).Draw(t, "n")
			joined := make([]int, 0, len(xs))
			require.NoError(t, stream.Iter(xs).ReadyChunks(n).ForEach(t.Context(), func(c []int) {
				assert.NotEmpty(t, c)
				assert.LessOrEqual(t, len(c), n)
				joined = append(joined, c...)
			}))
			assert.Equal(t, xs, joined)
		})
	})
}

func ExampleStream_ReadyChunks() {
	busy, come := make(chan bool, 2), make(chan bool)
	events := stream.Generate(func(_ context.Context, yield func(string) bool) error {
		_ = yield("a") && <-busy && yield("b") && yield("c") && yield("d") // three come while a is being written
		close(come)
		return nil
	})
	_ = events.ReadyChunks(100).ForEach(context.Background(), func(batch []string) {
		fmt.Println("write", batch)
		busy <- true
		<-come
	})
	// Output:
	// write [a]
	// write [b c d]
}
