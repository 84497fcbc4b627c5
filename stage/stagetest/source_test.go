package stagetest_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage/stagetest"
)

func TestSource(t *testing.T) {
	t.Run("plays again from the first tick on every run", func(t *testing.T) {
		twice := stagetest.Source[string]("-a-b|")
		stagetest.ExpectStream(t, twice.Chain(twice), "-a-b-a-b|")
	})
	t.Run("is asked for no element before there is room", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			vs, err := stagetest.Source[int]("123|").TryMap(sleep[int](10 * time.Second)).TryCollect(t.Context())
			assert.NoError(t, err)
			assert.Equal(t, []int{1, 2, 3}, vs)
			assert.Equal(t, 30*time.Second, time.Since(start))
		})
	})
	t.Run("leaves at once when it is not wanted any more, or ctx ends", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			_, err := stagetest.Source[int]("1---2---|").First(t.Context())
			assert.NoError(t, err)
			assert.Zero(t, time.Since(start))
			for _, marbles := range []string{"1", "1---------", "1---------2", ""} {
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
				start = time.Now()
				assert.ErrorIs(t, stagetest.Source[int](marbles).Drain(ctx), context.DeadlineExceeded)
				assert.Equal(t, 2*time.Second, time.Since(start))
				cancel()
			}
		})
	})
	t.Run("is misused", func(t *testing.T) {
		assert.PanicsWithValue(t, "stagetest: Source: column 1: unexpected \")\"\n\t)\n\t^", func() { stagetest.Source[int](")") })
		assert.PanicsWithValue(t, `stagetest: Source: 1a: tick 1: "a" is no int`, func() { stagetest.Source[int]("1a") })
	})
}

func ExampleSource() {
	t := new(testing.T) // that of your test

	odd := stagetest.Source[int]("1-3-5|")
	even := stagetest.Source[int]("2---4|")

	stagetest.ExpectStream(t, odd.Chain(even),
		"1-3-52---4|")

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}
