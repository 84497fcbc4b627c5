package stage_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestSliding(t *testing.T) {
	t.Run("yields a window with each value from the n-th on", func(t *testing.T) {
		stagetest.Expect(t, stage.Sliding[int](1), "1-2|", "[1]-[2]|")
		stagetest.Expect(t, stage.Sliding[int](2), "1-23|", "--[1 2][2 3]|")
		stagetest.Expect(t, stage.Sliding[int](3), "12345|", "--[1 2 3][2 3 4][3 4 5]|")
	})
	t.Run("of fewer than n values it yields nothing", func(t *testing.T) {
		stagetest.Expect(t, stage.Sliding[int](3), "12|", "--|")
		stagetest.Expect(t, stage.Sliding[int](math.MaxInt), "12|", "--|")
	})
	t.Run("a window reaches across errors", func(t *testing.T) {
		stagetest.Expect(t, stage.Sliding[int](2), "#1#2##3|", "#-#[1 2]##[2 3]|")
	})
	t.Run("a window belongs to the receiver", func(t *testing.T) {
		for n := 1; n <= 4; n++ {
			windows, err := stream.Of(0, 1, 2, 3, 4, 5, 6).Through(stage.Sliding[int](n)).Inspect(func(w []int) {
				_ = append(w, -1)
				w[0] += 100
			}).TryCollect(t.Context())
			require.NoError(t, err)
			require.Len(t, windows, 7-n+1)
			for i, w := range windows {
				for j := range w {
					assert.Equal(t, i+j, w[j]%100, "window %d of %d", i, n)
				}
			}
		}
	})
}

func ExampleSliding() {
	temperatures := stream.Of(20, 21, 23, 22)
	change := func(w []int) int { return w[1] - w[0] }

	fmt.Println(temperatures.Through(stage.Sliding[int](2)).Map(change).TryCollect(context.Background()))
	// Output: [1 2 -1] <nil>
}
