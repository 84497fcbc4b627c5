package stream_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestIdleTimeout(t *testing.T) {
	const d = 100 * time.Millisecond
	bubble(t, "K3: the late element still comes", func(t *testing.T) {
		assert.Equal(t, "0s 1, 100ms stream: idle, 200ms 2, 200ms 3, 300ms stream: idle, 400ms 4, 400ms |",
			timeline(t, paced("1 +200ms 2 3 +200ms 4").IdleTimeout(d)))
	})
	bubble(t, "K4: once per wait", func(t *testing.T) {
		assert.Equal(t, "0s 1, 100ms stream: idle, 900ms 2, 900ms 3, 900ms |", timeline(t, paced("1 +900ms 2 3").IdleTimeout(d)))
	})
	bubble(t, "K5: nothing happens to a stream that is fast enough", func(t *testing.T) {
		assert.Equal(t, "99ms 1, 198ms 3, 198ms 5, 297ms |", timeline(t, paced("+99ms 1 +99ms 3 5 +99ms").IdleTimeout(d)))
		assert.Equal(t, "0s |", timeline(t, paced("").IdleTimeout(d)))
	})
	bubble(t, "K7: to stop at the first, a terminal that stops at errors will do", func(t *testing.T) {
		start := time.Now()
		vs, err := paced("1 +1h 2").IdleTimeout(d).TryCollect(t.Context())
		assert.Same(t, stream.ErrIdle, err)
		assert.Equal(t, []int{1}, vs)
		ok := func(r stream.Result[int]) bool { return r.Err == nil }
		assert.Equal(t, "{1 <nil>}", toMarbles(t, paced("1 +1h 2").IdleTimeout(d).Results().TakeWhile(ok)))
		assert.Equal(t, 2*d, time.Since(start))
	})
	bubble(t, "the waits for the first element and for the end count", func(t *testing.T) {
		assert.Equal(t, "100ms stream: idle, 200ms 1, 300ms stream: idle, 900ms |", timeline(t, paced("+200ms 1 +700ms").IdleTimeout(d)))
	})
	bubble(t, "the time in the consumer's body is no waiting", func(t *testing.T) {
		assert.Equal(t, "0s 1, 10s 2, 20s 3, 30s |", timeline(t, paced("1 +5s 2 +1s 3 +1s").IdleTimeout(3*time.Second), 10*time.Second))
		assert.Equal(t, "0s 1, 12s 2, 22s |", timeline(t, paced("1 +12s 2").IdleTimeout(3*time.Second), 10*time.Second), "the wait starts after it")
		assert.Equal(t, "0s 1, 13s stream: idle, 23s 2, 33s |", timeline(t, paced("1 +14s 2").IdleTimeout(3*time.Second), 10*time.Second))
		assert.Equal(t, "0s 1, 13s stream: idle, 29s 2, 39s |", timeline(t, paced("1 +29s 2").IdleTimeout(3*time.Second), 10*time.Second), "once per wait")
	})
	bubble(t, "errors from above are elements, also ErrIdle", func(t *testing.T) {
		assert.Equal(t, "90ms #, 180ms 1, 180ms |", timeline(t, paced("+90ms # +90ms 1").IdleTimeout(d)))
		assert.Equal(t, "100ms stream: idle, 250ms stream: idle, 300ms 1, 300ms |", timeline(t, paced("+300ms 1").IdleTimeout(d).IdleTimeout(150*time.Millisecond)))
	})
	bubble(t, "elements that were filtered out above are none", func(t *testing.T) {
		assert.Equal(t, "0s 0, 100ms stream: idle, 120ms 2, 120ms |", timeline(t, paced("0 +60ms 1 +60ms 2").Filter(even).IdleTimeout(d)))
	})
	bubble(t, "nothing is idle after the end of ctx, though the source takes its time", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), d/2, errWhy)
		defer cancel()
		start := time.Now()
		deaf := stream.FromSeq(func(yield func(int) bool) { time.Sleep(time.Hour) })
		assert.Equal(t, "why", drawMarbles(t, deaf.IdleTimeout(d).Collect(ctx)))
		assert.Equal(t, time.Hour, time.Since(start))
	})
	t.Run("nor if it ends in the consumer's body, however short d is", func(t *testing.T) {
		for range 200 {
			ctx, cancel := context.WithCancelCause(t.Context())
			s := stream.Generate(func(ctx context.Context, yield func(int) bool) error {
				yield(0)
				<-ctx.Done()
				return nil
			})
			for _, err := range s.IdleTimeout(1).All(ctx) {
				if ctx.Err() != nil {
					require.Same(t, errWhy, err)
				} else if err == nil {
					cancel(errWhy)
				}
			}
			cancel(nil)
		}
	})
	bubble(t, "the task above is cancelled when the consumer leaves at ErrIdle", func(t *testing.T) {
		l := gNewLog()
		err := stream.Iter(ints(9)).TryMap(gTask(l, 5, 5, 5)).Buffered(2).IdleTimeout(time.Second).Drain(t.Context())
		assert.Same(t, stream.ErrIdle, err)
		assert.Equal(t, []string{"0s start 0", "0s start 1", "1s cancel 0", "1s cancel 1"}, l.lines())
	})
	t.Run("an element that is there is not late, however short d is", func(t *testing.T) {
		const rounds = 2000
		var asked atomic.Int64
		got, late := 0, 0
		for _, err := range gGenerate(rounds, func(int) { asked.Add(1) }).IdleTimeout(1).All(t.Context()) {
			if err != nil {
				late++
				continue
			}
			got++
			for asked.Load() < int64(min(got+1, rounds)) {
				runtime.Gosched()
			}
			for range 20 { // it has been asked for; let it be handed over
				runtime.Gosched()
			}
		}
		require.Equal(t, rounds, got)
		assert.Less(t, late, rounds/5, "by chance it would be every other")
	})
}

func ExampleStream_IdleTimeout() {
	beats := make(chan string, 1)
	for beat, err := range stream.FromChan(beats).IdleTimeout(time.Millisecond).All(context.Background()) {
		if errors.Is(err, stream.ErrIdle) {
			fmt.Println("still there?")
			beats <- "yes, only late"
			continue
		}
		fmt.Println(beat)
		break
	}
	// Output:
	// still there?
	// yes, only late
}

func ExampleErrIdle() {
	silent := make(chan string)
	err := stream.FromChan(silent).IdleTimeout(time.Millisecond).Drain(context.Background())
	if errors.Is(err, stream.ErrIdle) {
		fmt.Println("nobody there")
	}
	// Output: nobody there
}
