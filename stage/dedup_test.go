package stage_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestDedup(t *testing.T) {
	t.Run("drops only what is the same as the one before", func(t *testing.T) {
		stagetest.Expect(t, stage.Dedup[string], "aabba-a|", "a-b-a--|")
	})
	t.Run("looks beyond an error", func(t *testing.T) {
		stagetest.Expect(t, stage.Dedup[string], "#a#ab#|", "#a#-b#|")
	})
	t.Run("the zero value is a value, also the first one", func(t *testing.T) {
		stagetest.Expect(t, stage.Dedup[int], "00100|", "0-10-|")
	})
}

func ExampleDedup() {
	states := stream.Of("up", "up", "down", "down", "up")

	fmt.Println(states.Through(stage.Dedup).TryCollect(context.Background()))
	// Output: [up down up] <nil>
}
