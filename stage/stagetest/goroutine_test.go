package stagetest_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestNoGoroutineLeft(t *testing.T) {
	within := func(t *testing.T) {
		stop := make(chan struct{})
		ended := make(chan struct{})
		go func() { <-stop }() // was there before
		texts, stopped := reports(func(t *tb) {
			check := stagetest.NoGoroutineLeft(t)
			go func() { defer close(ended); <-stop }()
			go func() {}()
			check()
		})
		require.Len(t, texts, 1)
		assert.False(t, stopped)
		assert.Contains(t, texts[0], "stagetest: 1 goroutine is left that should have ended:\n\ngoroutine ")
		assert.Contains(t, texts[0], "goroutine_test.go")
		close(stop)
		<-ended
		defer stagetest.NoGoroutineLeft(t)()
		for range 10 {
			go slowly()
		}
	}
	bubble(t, "in a bubble", within)
	t.Run("outside", within)
	t.Run("outside it waits for those that take a moment", func(t *testing.T) {
		texts, _ := reports(func(t *tb) {
			defer stagetest.NoGoroutineLeft(t)()
			ready := make(chan struct{})
			go func() { close(ready); slowly() }()
			<-ready
		})
		assert.Empty(t, texts)
	})
	bubble(t, "in a bubble it does not wait for what sleeps", func(t *testing.T) {
		texts, _ := reports(func(t *tb) {
			defer stagetest.NoGoroutineLeft(t)()
			go time.Sleep(time.Millisecond)
			go time.Sleep(time.Millisecond)
		})
		require.Len(t, texts, 1)
		assert.Contains(t, texts[0], "2 goroutines are left")
		synctest.Sleep(time.Second)
	})
	bubble(t, "in a bubble those were there before that had not yet begun", func(t *testing.T) {
		for range 200 {
			go time.Sleep(time.Minute)
			stagetest.NoGoroutineLeft(t)()
		}
		time.Sleep(time.Minute)
	})
	t.Run("in a bubble it does not see those outside", func(t *testing.T) {
		stop, started := make(chan struct{}), make(chan struct{})
		begin := make(chan struct{})
		go func() { // outside
			<-begin
			go func() { close(started); <-stop }()
		}()
		synctest.Test(t, func(t *testing.T) {
			defer stagetest.NoGoroutineLeft(t)()
			close(begin)
			<-started
		})
		close(stop)
	})
}

// slowly takes a moment, without being blocked.
func slowly() {
	for range 1000 {
		runtime.Gosched()
	}
}

func ExampleNoGoroutineLeft() {
	var t printing // that of your test

	check := stagetest.NoGoroutineLeft(t)
	squares := stream.Of(1, 2, 3).Map(func(v int) int { return v * v }).Buffered(2)
	for v, err := range squares.All(context.Background()) {
		fmt.Println(v, err)
		break
	}
	check() // says nothing
	// Output: 1 <nil>
}
