package conformance_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

var chunks = []behaviour{
	yields("C1", "the last chunk may be short, none is empty", "[1,2] [3,4] [5]", func() stream.Stream[[]int] { return upTo(5).Chunks(2) }),
	yields("C1", "nothing is left over", "[1,2] [3,4]", func() stream.Stream[[]int] { return upTo(4).Chunks(2) }),
	check("C2", "Chunks(0)", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Chunks: n must be at least 1, got 0", func() { stream.Of(1).Chunks(0) })
	}),
	yields("C3", "a chunk waits until it is full", "never", func() stream.Stream[[]string] { return words("1 2 never").Chunks(3) }),
	yields("C3", "or until the end", "1m [1,2]", func() stream.Stream[[]string] { return words("1 2 1m").Chunks(3) }),
	check("C4", "ReadyChunks takes what is there, and waits for the first only", func(t *testing.T) {
		assert.Equal(t, "1s [1] [2,3] [4]", slowly(t, words("1s 1 1s 2 3 4").ReadyChunks(2)))
	}),
	check("C5", "ReadyChunks(0)", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: ReadyChunks: n must be at least 1, got 0", func() { stream.Of(1).ReadyChunks(0) })
	}),
	yields("C6", "a partial chunk comes before the error", "[1,2] [3] #4 [5,6]", func() stream.Stream[[]int] {
		return numbers("1 2 3 #4 5 6").Chunks(2)
	}),
	yields("C7", "nothing is lost, nothing overtakes", "[1] #e [2] #f [5]", func() stream.Stream[[]int] {
		return numbers("1 #e 2 #f 5").Chunks(2)
	}),
	check("C8", "an error flushes what ReadyChunks has", func(t *testing.T) {
		assert.Equal(t, "[0] [1,2] [3] #4 [5,6]", slowly(t, numbers("0 1s 1 2 3 #4 5 6").ReadyChunks(2)))
	}),
	yields("C9", "the time of ChunksTimeout starts with a chunk's first element", "2s [1,2,3] 3s [4] never", func() stream.Stream[[]string] {
		return words("1 2 3 3s 4 never").ChunksTimeout(4, 2*time.Second)
	}),
	yields("C10", "a full chunk comes at once", "1s [1,2,3] 5s [4] never", func() stream.Stream[[]string] {
		return words("1 2 1s 3 3s 4 never").ChunksTimeout(3, 2*time.Second)
	}),
	yields("C10", "the end flushes, too", "1s [1,2,3] 4s [4]", func() stream.Stream[[]string] {
		return words("1 2 1s 3 3s 4 1s").ChunksTimeout(3, 2*time.Second)
	}),
	yields("C11", "full, timed out, ended", "[1,2,3] 2s [4] 3s [5]", func() stream.Stream[[]string] {
		return words("1 2 3 4 5s 5").ChunksTimeout(3, 2*time.Second)
	}),
	yields("C12", "no chunk is empty", "20s", func() stream.Stream[[]string] {
		return words("20s").ChunksTimeout(3, 2*time.Second)
	}),
	check("C13", "ChunksTimeout(0)", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: ChunksTimeout: n must be at least 1, got 0", func() { stream.Of(1).ChunksTimeout(0, time.Second) })
	}),
	yields("C14", "a chunk that is not full is dropped when ctx ends", "1m [1,2,3]", func() stream.Stream[[]string] {
		return words("1 2 3 1m").ChunksTimeout(4, time.Hour)
	}),
}

// slowly is what comes when the consumer lets everything go on after each element.
func slowly[T any](t *testing.T, s stream.Stream[T]) script {
	t.Helper()
	var out []string
	start := time.Now()
	for v, err := range s.All(t.Context()) {
		if len(out) == 0 && time.Since(start) > 0 {
			out = append(out, time.Since(start).String())
		}
		out = append(out, drawn(v, err))
		time.Sleep(time.Minute)
	}
	return strings.Join(out, " ")
}
