package stage_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestThen(t *testing.T) {
	double := stage.Stage[int, int](func(s stream.Stream[int]) stream.Stream[int] { return s.Map(func(v int) int { return 2 * v }) })
	text := stage.Stage[int, string](func(s stream.Stream[int]) stream.Stream[string] {
		return s.Map(func(v int) string { return fmt.Sprint(v) })
	})
	t.Run("does first the one, then the other", func(t *testing.T) {
		stagetest.Expect(t, double.Then(stage.Sliding[int](2)).Then(func(s stream.Stream[[]int]) stream.Stream[int] {
			return s.Map(func(w []int) int { return w[0] + w[1] })
		}).Then(text), "1-2 -#3   |", `--"6"-#"10"|`)
	})
	t.Run("leaves a piece as it was", func(t *testing.T) {
		_ = double.Then(text)
		vs, err := stream.Of(1, 2).Through(double).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{2, 4}, vs)
	})
	t.Run("a boundary of the second runs the task of the first", func(t *testing.T) {
		var g stagetest.Gauge
		slow := stage.Stage[int, int](func(s stream.Stream[int]) stream.Stream[int] {
			return s.TryMap(g.Wrap(func(_ context.Context, v int) (int, error) { time.Sleep(time.Second); return v, nil }))
		})
		wide := stage.Stage[int, int](func(s stream.Stream[int]) stream.Stream[int] { return s.Buffered(3) })
		stagetest.Expect(t, slow.Then(wide), "(12345|)", "-(123)(45|)")
		stagetest.Bound(t, &g, 3)
	})
}

func ExampleStage() {
	var shout stage.Stage[string, string] = func(s stream.Stream[string]) stream.Stream[string] {
		return s.Map(func(v string) string { return v + "!" })
	}
	fmt.Println(stream.Of("a", "b").Through(shout).TryCollect(context.Background()))
	// Output: [a! b!] <nil>
}

func ExampleStage_Then() {
	var even stage.Stage[int, int] = func(s stream.Stream[int]) stream.Stream[int] {
		return s.Filter(func(v int) bool { return v%2 == 0 })
	}
	pairs := even.Then(stage.Sliding[int](2))

	fmt.Println(stream.Of(1, 2, 3, 4, 6).Through(pairs).TryCollect(context.Background()))
	// Output: [[2 4] [4 6]] <nil>
}
