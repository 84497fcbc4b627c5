package stream_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestTake(t *testing.T) {
	t.Run("B13: pulls exactly what it yields", func(t *testing.T) {
		for n := range 7 {
			pulled := 0
			vs, err := pullsOf(5, &pulled).Take(n).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, ints(min(n, 5)), vs)
			assert.Equal(t, min(n, 5), pulled)
		}
	})
	t.Run("B14: Take(0) does not touch the source", func(t *testing.T) {
		untouched := stream.Once(func(context.Context) (int, error) { panic("touched") })
		assert.Empty(t, toMarbles(t, untouched.Take(0)))
		assert.Empty(t, toMarbles(t, stream.Pending[int]().Take(0).Buffered(2)))
	})
	t.Run("B15: errors count", func(t *testing.T) {
		assert.Equal(t, "1 #", toMarbles(t, fromMarbles("1 # 2").Take(2)))
		assert.Equal(t, "#", toMarbles(t, fromMarbles("# 1 2").Take(1)))
	})
	t.Run("ends without waiting for a source that has no more to say", func(t *testing.T) {
		silent := fromMarbles("1 2").Chain(stream.Pending[int]())
		assert.Equal(t, "1 2", toMarbles(t, silent.Take(2)))
	})
	t.Run("elements that were filtered out above do not count", func(t *testing.T) {
		assert.Equal(t, "0 2 4", toMarbles(t, stream.Iter(ints(9)).Filter(even).Take(3)))
	})
	bubble(t, "above a task: a boundary below runs that concurrently", func(t *testing.T) {
		var g gauge
		task := func(int) { defer g.enter()(); time.Sleep(time.Second) }
		require.NoError(t, stream.Iter(ints(9)).Take(5).Inspect(task).Buffered(10).Drain(t.Context()))
		assert.EqualValues(t, 5, g.peak.Load())
		assert.EqualValues(t, 5, g.total.Load())
	})
	bubble(t, "D20: a boundary above has started at most its window more, and is joined", func(t *testing.T) {
		var g gauge
		vs, err := stream.Iter(ints(100)).TryMap(func(ctx context.Context, v int) (int, error) {
			defer g.enter()()
			if v >= 3 {
				<-ctx.Done()
				time.Sleep(time.Second) // still cleaning up
			}
			return v, nil
		}).Buffered(8).Take(3).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{0, 1, 2}, vs)
		assert.Zero(t, g.now.Load())
		assert.LessOrEqual(t, g.total.Load(), int64(3+8))
	})
}

func ExampleStream_Take() {
	lookups := 0
	lookup := func(_ context.Context, id int) (string, error) {
		lookups++
		return fmt.Sprintf("user %d", id), nil
	}
	endless := stream.Unfold(1, func(id int) (int, int, bool) { return id, id + 1, true })

	users, err := endless.TryMap(lookup).Take(3).TryCollect(context.Background())
	fmt.Println(users, err, lookups)
	// Output: [user 1 user 2 user 3] <nil> 3
}
