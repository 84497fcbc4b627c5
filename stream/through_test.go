package stream_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

func TestThrough(t *testing.T) {
	t.Run("is the stage applied to the stream", func(t *testing.T) {
		piece := func(s stream.Stream[int]) stream.Stream[string] {
			return s.Filter(even).Map(func(v int) string { return strings.Repeat("x", v) }).Take(2)
		}
		assert.Equal(t, "xx xxxx", toMarbles(t, stream.Of(1, 2, 3, 4, 6).Through(piece)))
		assert.Empty(t, toMarbles(t, stream.Stream[int]{}.Through(piece)))
	})
	t.Run("the stage is called when the stream is built, once, and not when it runs", func(t *testing.T) {
		calls, pulled := 0, 0
		s := pullsOf(2, &pulled).Through(func(s stream.Stream[int]) stream.Stream[int] { calls++; return s })
		assert.Equal(t, 1, calls)
		assert.Zero(t, pulled)
		assert.Equal(t, "0 1", toMarbles(t, s))
		assert.Equal(t, "0 1", toMarbles(t, s))
		assert.Equal(t, 1, calls)
	})
	t.Run("adds nothing of its own: a task above it stays one", func(t *testing.T) {
		same := func(s stream.Stream[int]) stream.Stream[int] { return s }
		s := stream.Of(1).Map(func(int) int { panic(errBoom) }).Through(same).CatchPanic()
		assert.Equal(t, "#", toMarbles(t, s))
	})
}

func ExampleStream_Through() {
	// A piece of a pipeline with a name, to be tested alone and used in many chains.
	clean := func(lines stream.Stream[string]) stream.Stream[string] {
		return lines.Map(strings.TrimSpace).Filter(func(line string) bool { return line != "" })
	}

	fmt.Println(stream.Of(" a ", "", "b").Through(clean).Enumerate().TryCollect(context.Background()))
	// Output: [{0 a} {1 b}] <nil>
}
