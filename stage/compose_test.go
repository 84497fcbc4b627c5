package stage_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestCompose(t *testing.T) {
	square := func(s stream.Stream[int]) stream.Stream[int] { return s.Map(func(v int) int { return v * v }) }
	minus := func(s stream.Stream[int]) stream.Stream[int] { return s.Map(func(v int) int { return v - 3 }) }
	stagetest.Expect(t, stage.Compose(square, minus), "23#|", "16#|")
	stagetest.Expect(t, stage.Compose(minus, square), "23#|", "10#|")
	stagetest.Expect(t, stage.Compose(square, stage.Dedup), "112|", "1-4|")
	stagetest.Expect(t, stage.Compose(square, minus).Then(stage.Dedup), "223|", "1-6|")
}

func ExampleCompose() {
	lengths := func(s stream.Stream[string]) stream.Stream[int] {
		return s.Map(func(v string) int { return len(v) })
	}
	newLengths := stage.Compose(lengths, stage.Distinct)

	fmt.Println(stream.Of("a", "be", "see", "to").Through(newLengths).TryCollect(context.Background()))
	// Output: [1 2 3] <nil>
}
