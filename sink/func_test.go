package sink_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestFunc(t *testing.T) {
	t.Run("calls f for every value, in order, until it fails", func(t *testing.T) {
		var seen []int
		n, err := ints(6).Into(t.Context(), sink.Func(func(_ context.Context, v int) error {
			if v == 4 {
				return errBoom
			}
			seen = append(seen, v)
			return nil
		}))
		assert.Equal(t, errBoom, err)
		assert.Equal(t, 4, n, "the index of the value that failed")
		assert.Equal(t, []int{0, 1, 2, 3}, seen)
	})
	bubble(t, "the context of f ends when a task panics", func(t *testing.T) {
		ended := false
		s := ints(2).Map(func(v int) int {
			if v == 1 {
				time.Sleep(time.Second)
				panic(errBoom)
			}
			return v
		}).Buffered(2)
		assert.Panics(t, func() {
			_, _ = s.Into(t.Context(), sink.Func(func(ctx context.Context, _ int) error {
				<-ctx.Done()
				ended = true
				return nil
			}))
		})
		assert.True(t, ended)
	})
}

func ExampleFunc() {
	send := func(_ context.Context, v string) error {
		if v == "c" {
			return fmt.Errorf("mailbox full")
		}
		return nil
	}
	n, err := stream.Of("a", "b", "c", "d").Into(context.Background(), sink.Func(send))
	fmt.Println(n, "sent:", err)
	// Output: 2 sent: mailbox full
}
