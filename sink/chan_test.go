package sink_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestChan(t *testing.T) {
	t.Run("sends every value, in order, and leaves the channel open", func(t *testing.T) {
		ch := make(chan int, 9)
		for range 2 {
			n, err := ints(4).Into(t.Context(), sink.Chan(ch))
			require.NoError(t, err)
			assert.Equal(t, 4, n)
		}
		close(ch)
		var got []int
		for v := range ch {
			got = append(got, v)
		}
		assert.Equal(t, []int{0, 1, 2, 3, 0, 1, 2, 3}, got)
	})
	bubble(t, "pulls a value when the last has been taken", func(t *testing.T) {
		ch, pulled, done := make(chan int), 0, make(chan struct{})
		go func() {
			defer close(done)
			for i := range 4 {
				synctest.Wait()
				assert.Equal(t, i+1, pulled)
				<-ch
			}
		}()
		_, err := ints(4).Inspect(func(int) { pulled++ }).Into(t.Context(), sink.Chan(ch))
		require.NoError(t, err)
		<-done
	})
	for name, ch := range map[string]chan int{"nobody receives": make(chan int), "there is no channel": nil} {
		bubble(t, "ctx ends though "+name, func(t *testing.T) {
			if ch != nil {
				ch = make(chan int) // one of the bubble
			}
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(errBoom) })
			n, err := ints(4).Into(ctx, sink.Chan(ch))
			assert.Equal(t, errBoom, err)
			assert.Zero(t, n)
		})
	}
	bubble(t, "a panic of a task ends the wait for a receiver", func(t *testing.T) {
		assert.Panics(t, func() {
			_, _ = ints(2).Map(func(v int) int {
				if v == 1 {
					time.Sleep(time.Second)
					panic(errBoom)
				}
				return v
			}).Buffered(2).Into(t.Context(), sink.Chan(make(chan int)))
		})
	})
}

func ExampleChan() {
	ch := make(chan int, 10)

	sent, err := stream.Of(1, 2, 3).Into(context.Background(), sink.Chan(ch))
	fmt.Println(sent, err, <-ch, <-ch, <-ch)
	// Output: 3 <nil> 1 2 3
}
