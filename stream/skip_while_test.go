package stream_test

import (
	"context"
	"errors"
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

func TestTrySkipWhile(t *testing.T) {
	bubble(t, "I8: drops values as long as p holds; later ones pass, and p is not called for them", func(t *testing.T) {
		var seen []int
		p := func(_ context.Context, v int) (bool, error) { seen = append(seen, v); return v < 3, nil }
		assert.Equal(t, "3 2", toMarbles(t, stream.Of(1, 3, 2).TrySkipWhile(p)))
		assert.Equal(t, []int{1, 3}, seen)
		assertYields(t, stream.Empty[int]().TrySkipWhile(tried(below(3))))
	})
	bubble(t, "I9: errors from above pass while values are skipped, unseen by p, and skipping goes on", func(t *testing.T) {
		assertYields(t, sourceOf[int](errBoom, 1, errBoom, 2, 5, errBoom, 1).TrySkipWhile(tried(below(3))), errBoom, errBoom, 5, errBoom, 1)
	})
	bubble(t, "an error of p takes the place of its element, whatever the bool beside it, and skipping goes on", func(t *testing.T) {
		for _, ok := range []bool{false, true} {
			for failing, want := range []string{"# 3 0", "# 3 0", "# 3 0", "#"} { // #: the 0 after it is skipped
				p := func(_ context.Context, v int) (bool, error) {
					if v == failing {
						return ok, errBoom
					}
					return v < 3, nil
				}
				assert.Equal(t, want, toMarbles(t, stream.Of(0, 1, 2, 3, 0).TrySkipWhile(p)))
			}
		}
	})
	t.Run("I7: a p that always fails ends with the source", func(t *testing.T) {
		fails := func(context.Context, int) (bool, error) { return false, errBoom }
		assert.Equal(t, "# # #", toMarbles(t, stream.Of(1, 2, 3).TrySkipWhile(fails)))
	})
	t.Run("a consumer that leaves ends the source, at a value and at an error of p", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "3 4", toMarbles(t, pullsOf(9, &pulled).TrySkipWhile(tried(below(3))).Take(2)))
		assert.Equal(t, 5, pulled)
		pulled = 0
		fails := func(context.Context, int) (bool, error) { return true, errBoom }
		assert.Equal(t, "#", toMarbles(t, pullsOf(9, &pulled).TrySkipWhile(fails).Take(1)))
		assert.Equal(t, 1, pulled)
	})
	bubble(t, "p gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Of(1).TrySkipWhile(func(ctx context.Context, _ int) (bool, error) { return false, wait(ctx) })
		})
	})
}

func ExampleStream_SkipWhile() {
	lines := stream.Of("# leat", "# a header", "a = 1", "# no header any more", "b = 2")
	comment := func(line string) bool { return strings.HasPrefix(line, "#") }

	vs, err := lines.SkipWhile(comment).TryCollect(context.Background())
	fmt.Printf("%q %v\n", vs, err)
	// Output: ["a = 1" "# no header any more" "b = 2"] <nil>
}

func ExampleStream_TrySkipWhile() {
	// Go on behind the last job that is done. Whether job 2 is, cannot be said.
	done := func(_ context.Context, job int) (bool, error) {
		if job == 2 {
			return false, errors.New("job 2: no record")
		}
		return job < 4, nil
	}
	for job, err := range stream.Of(1, 2, 3, 4, 5).TrySkipWhile(done).All(context.Background()) {
		fmt.Println(job, err)
	}
	// Output:
	// 0 job 2: no record
	// 4 <nil>
	// 5 <nil>
}
