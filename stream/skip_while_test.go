package stream_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

func TestSkipWhile(t *testing.T) {
	t.Run("B8: p is not called after it was false", func(t *testing.T) {
		var seen []int
		p := func(v int) bool { seen = append(seen, v); return v < 3 }
		assert.Equal(t, "3 4 5", toMarbles(t, stream.Iter(ints(6)).SkipWhile(p)))
		assert.Equal(t, []int{0, 1, 2, 3}, seen)
	})
	t.Run("B9: later values pass even if p would hold for them", func(t *testing.T) {
		assert.Equal(t, "9 2", toMarbles(t, fromMarbles("1 9 2").SkipWhile(below(5))))
	})
	t.Run("passes errors while values are skipped, unseen by p, and goes on skipping", func(t *testing.T) {
		assert.Equal(t, "# # 9 # 2", toMarbles(t, fromMarbles("# 1 # 2 9 # 2").SkipWhile(below(5))))
	})
	t.Run("drops all if p always holds, nothing if it never does", func(t *testing.T) {
		assert.Empty(t, toMarbles(t, fromMarbles("1 2").SkipWhile(below(9))))
		assert.Equal(t, "1 2", toMarbles(t, fromMarbles("1 2").SkipWhile(below(0))))
	})
	t.Run("a consumer that leaves ends the source", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "3 4", toMarbles(t, pullsOf(9, &pulled).SkipWhile(below(3)).Take(2)))
		assert.Equal(t, 5, pulled)
	})
}

func ExampleStream_SkipWhile() {
	lines := stream.Of("# leat", "# a header", "a = 1", "# no header any more", "b = 2")
	comment := func(line string) bool { return strings.HasPrefix(line, "#") }

	vs, err := lines.SkipWhile(comment).TryCollect(context.Background())
	fmt.Printf("%q %v\n", vs, err)
	// Output: ["a = 1" "# no header any more" "b = 2"] <nil>
}
