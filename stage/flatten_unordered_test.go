package stage_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestFlattenUnordered(t *testing.T) {
	inner := func(n int, a, b string) func(stream.Stream[string]) stream.Stream[string] {
		return func(s stream.Stream[string]) stream.Stream[string] {
			return s.Map(plays(a, b)).Through(stage.FlattenUnordered[string](n))
		}
	}
	t.Run("each element comes when it is there", func(t *testing.T) {
		stagetest.Expect(t, inner(2, "1---2|", "3-4|"), "ab|", "13-42|")
	})
	t.Run("G2: n = 1 is one after another", func(t *testing.T) {
		stagetest.Expect(t, inner(1, "1-2-|", "3-4|"), "ab|", "1-2-3-4|")
	})
	t.Run("G3: no more than n are open", func(t *testing.T) {
		stagetest.Expect(t, inner(2, "1---|", "2--|"), "(bba)|", "(22)--1---|", stagetest.Unordered())
	})
	t.Run("G8: errors within and above stop nothing", func(t *testing.T) {
		stagetest.Expect(t, inner(3, "1#-2|", "3-4#|"), "ab#|", "1(#3)#(24)#|", stagetest.Unordered())
	})
	t.Run("a silent stream holds up no other one", func(t *testing.T) {
		stagetest.Expect(t, inner(2, "1", "2-3|"), "abb|", "12-32-3")
	})
	t.Run("G6: nested", func(t *testing.T) {
		ten := stream.Iter(make([]int, 10)).Map(func(int) stream.Stream[int] { return stream.Of(1, 2, 3) })
		nested := stage.FlattenUnordered[int](2)(stream.Of(ten.Through(stage.FlattenUnordered[int](4)), stage.Flatten(ten)))
		vs, err := nested.TryCollect(t.Context())
		require.NoError(t, err)
		slices.Sort(vs)
		assert.Equal(t, slices.Repeat([]int{1}, 20), vs[:20])
		assert.Len(t, vs, 60)
	})
}

func ExampleFlattenUnordered() {
	feeds := stream.Of(stream.Of("a1", "a2"), stream.Of("b1"), stream.Of("c1", "c2"))

	news, err := feeds.Through(stage.FlattenUnordered[string](2)).TryCollect(context.Background())
	slices.Sort(news)
	fmt.Println(news, err)
	// Output: [a1 a2 b1 c1 c2] <nil>
}
