package stage_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

// plays makes a stream of what comes: a plays a, the others b.
func plays(a, b string) func(string) stream.Stream[string] {
	return func(v string) stream.Stream[string] {
		if v == "a" {
			return stagetest.Source[string](a)
		}
		return stagetest.Source[string](b)
	}
}

func TestFlatten(t *testing.T) {
	inner := func(a, b string) func(stream.Stream[string]) stream.Stream[string] {
		return func(s stream.Stream[string]) stream.Stream[string] { return stage.Flatten(s.Map(plays(a, b))) }
	}
	t.Run("one stream after another", func(t *testing.T) {
		stagetest.Expect(t, inner("1-2-|", "3-4|"), "ab-|", "1-2-3-4|")
	})
	t.Run("errors within and above stay in place", func(t *testing.T) {
		stagetest.Expect(t, inner("1#(2|)", "3|"), "a#b|", "1#(2#3)|")
	})
	t.Run("a stream that is silent holds up those behind it", func(t *testing.T) {
		stagetest.Expect(t, inner("1", "3|"), "ab|", "1")
	})
}

func ExampleFlatten() {
	pages := stream.Of(stream.Of(1, 2), stream.Empty[int](), stream.Of(3))

	fmt.Println(stage.Flatten(pages).TryCollect(context.Background()))
	// Output: [1 2 3] <nil>
}
