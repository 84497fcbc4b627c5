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

func TestDistinct(t *testing.T) {
	t.Run("keeps the first of every value, in place", func(t *testing.T) {
		stagetest.Expect(t, stage.Distinct[string], "abacbd|", "ab-c-d|")
	})
	t.Run("what an error stands in for was not seen", func(t *testing.T) {
		stagetest.Expect(t, stage.Distinct[string], "#a#ab#|", "#a#-b#|")
	})
	t.Run("the zero value is a value", func(t *testing.T) {
		stagetest.Expect(t, stage.Distinct[int], "00100|", "0-1--|")
	})
	t.Run("NaN is never the same", func(t *testing.T) {
		vs, err := stage.Distinct(stream.Of(math.NaN(), math.NaN(), 1, 1)).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Len(t, vs, 3)
	})
	t.Run("repetitions do not count for a Take below", func(t *testing.T) {
		stagetest.Expect(t, func(s stream.Stream[string]) stream.Stream[string] { return stage.Distinct(s).Take(2) }, "aaabc", "a--(b|)")
	})
}

func TestDistinctBy(t *testing.T) {
	first := func(v string) byte { return v[0] }
	stagetest.Expect(t, stage.DistinctBy(first), `"a1""b1""a2"#"b2""c1"|`, `"a1""b1"-#-"c1"|`)
	t.Run("key is not asked about errors, and once about each value", func(t *testing.T) {
		asked := ""
		key := func(v string) string { asked += v; return v }
		stagetest.Expect(t, stage.DistinctBy(key), "ab#a|", "ab#-|")
		assert.Equal(t, "aba", asked)
	})
}

func ExampleDistinct() {
	tags := stream.Of("go", "rust", "go", "zig", "rust")

	fmt.Println(tags.Through(stage.Distinct).TryCollect(context.Background()))
	// Output: [go rust zig] <nil>
}

func ExampleDistinctBy() {
	words := stream.Of("ant", "bee", "ape", "cat", "bat")
	initial := func(w string) byte { return w[0] }

	fmt.Println(words.Through(stage.DistinctBy(initial)).TryCollect(context.Background()))
	// Output: [ant bee cat] <nil>
}
