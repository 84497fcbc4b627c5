package stream_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestChunksTimeout(t *testing.T) {
	bubble(t, "C9: d counts from the chunk's first value", func(t *testing.T) {
		assert.Equal(t, "2s [1 2 3], 5s [4], 12s |", timeline(t, paced("1 2 3 +3s 4 +9s").ChunksTimeout(4, 2*time.Second)))
		assert.Equal(t, "2.5s [1 2 3], 6.5s [4 5 6], 8s [7], 8s |",
			timeline(t, paced("1 +1s 2 +1s 3 +2s 4 +1s 5 +1s 6 +1s 7 +1s").ChunksTimeout(9, 2500*time.Millisecond)),
			"values that follow do not put it off")
	})
	bubble(t, "C10: a full chunk is yielded at once, and the next has a d of its own", func(t *testing.T) {
		assert.Equal(t, "1s [1 2 3], 6s [4], 13s |", timeline(t, paced("1 2 +1s 3 +3s 4 +9s").ChunksTimeout(3, 2*time.Second)))
		assert.Equal(t, "0s [1], 0s [2], 1s [3], 1s |", timeline(t, paced("1 2 +1s 3").ChunksTimeout(1, time.Hour)))
	})
	bubble(t, "C11: the end flushes", func(t *testing.T) {
		assert.Equal(t, "0s [1 2 3], 2s [4], 5s [5], 5s |", timeline(t, paced("1 2 3 4 +5s 5").ChunksTimeout(3, 2*time.Second)))
		assert.Equal(t, "1s [1], 1s |", timeline(t, paced("1 +1s").ChunksTimeout(3, math.MaxInt64)))
	})
	bubble(t, "C12: no chunk is empty, however long nothing comes", func(t *testing.T) {
		assert.Equal(t, "32s [1], 1m0s |", timeline(t, paced("+30s 1 +30s").ChunksTimeout(3, 2*time.Second)))
		assert.Equal(t, "30s |", timeline(t, paced("+30s").ChunksTimeout(3, 2*time.Second)))
	})
	bubble(t, "C14: when ctx ends, an unfinished chunk is dropped", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), 3*time.Second, errors.New("over"))
		defer cancel()
		s := paced("1 2 +1s 3 +1h").ChunksTimeout(2, time.Minute)
		assert.Equal(t, "[1 2] over", drawMarbles(t, s.Collect(ctx)))
	})
	bubble(t, "an error flushes at once what there is and follows it, and the stream goes on", func(t *testing.T) {
		s := paced("1 +1s 2 +1s # +1s 3 # # +1s 4")
		assert.Equal(t, "2s [1 2], 2s #, 3s [3], 3s #, 3s #, 4s [4], 4s |", timeline(t, s.ChunksTimeout(9, time.Minute)))
		assert.Equal(t, "1s [1 2], 2s #, 3s [3], 3s #, 3s #, 4s [4], 4s |", timeline(t, s.ChunksTimeout(2, time.Minute)))
	})
	bubble(t, "d goes on while the consumer is busy", func(t *testing.T) {
		s := paced("# +1s 1 +5s 2 +3s 3 +20s").ChunksTimeout(9, 10*time.Second)
		assert.Equal(t, "0s #, 11s [1 2 3], 29s |", timeline(t, s, 8*time.Second))
		assert.Equal(t, "0s #, 20s [1 2 3], 40s |", timeline(t, s, 20*time.Second), "late already: at once")
	})
	bubble(t, "also for a value that lies behind an error or a value", func(t *testing.T) {
		assert.Equal(t, "0s #, 5s #, 11s [1 2], 32s [3], 37s |",
			timeline(t, paced("# +1s # 1 +1s 2 +30s 3").ChunksTimeout(9, 10*time.Second), 5*time.Second))
		assert.Equal(t, "0s #, 5s [0], 10s #, 15s [1], 22s [2], 27s |",
			timeline(t, paced("# +1s 0 # 1 +21s 2").ChunksTimeout(9, 10*time.Second), 5*time.Second))
	})
	bubble(t, "while the consumer is busy no more than n are read; the others come when there is room", func(t *testing.T) {
		assert.Equal(t, "0s [1 2], 8s [3 4], 19s [5], 38s |",
			timeline(t, paced("1 2 +1s 3 4 5 +30s").ChunksTimeout(2, 11*time.Second), 8*time.Second))
	})
	bubble(t, "a chunk belongs to the receiver", func(t *testing.T) {
		var kept [][]int
		require.NoError(t, paced("1 2 3 4 +3s 5").ChunksTimeout(3, time.Second).ForEach(t.Context(), func(c []int) {
			kept = append(kept, c)
			_ = append(c, 99)
		}))
		assert.Equal(t, [][]int{{1, 2, 3}, {4}, {5}}, kept)
	})
	bubble(t, "a huge n takes no more memory than there are values", func(t *testing.T) {
		assert.Equal(t, "1s [1 2], 2s |", timeline(t, paced("1 2 +2s").ChunksTimeout(1<<50, time.Second)))
	})
}

func ExampleStream_ChunksTimeout() {
	written := make(chan bool, 2)
	events := stream.Generate(func(_ context.Context, yield func(string) bool) error {
		yield("a")
		<-written // nothing comes for a long time
		yield("b")
		return nil
	})
	_ = events.ChunksTimeout(100, time.Millisecond).ForEach(context.Background(), func(batch []string) {
		fmt.Println("write", batch)
		written <- true
	})
	// Output:
	// write [a]
	// write [b]
}
