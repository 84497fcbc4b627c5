package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func newWorld() *world { return &world{plan: all.draw(1)} }

func TestMeetings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		meet := w.meetings(w.gauge(2, "two"), 0, 2, 2)
		ctx, cancel := context.WithCancel(t.Context())
		came := make(chan int, 4)
		attend := func(v int) {
			if got, err := meet(ctx, v); err == nil {
				came <- got
			} else {
				came <- -got
			}
		}
		go attend(0)
		go attend(2)
		time.Sleep(time.Second)
		assert.Empty(t, came, "neither of the two meetings is complete")
		go attend(1)
		time.Sleep(time.Second)
		assert.Len(t, came, 2)
		assert.Equal(t, 1, <-came+<-came)
		cancel()
		assert.Equal(t, -2, <-came, "its meeting was never complete")
		assert.Zero(t, w.running.Load())
		assert.EqualValues(t, 3, w.mu.gauges[0].peak.Load())
	})
}

func TestQueues(t *testing.T) {
	w := newWorld()
	q := w.queues(2)
	for v := range 6 {
		assert.Equal(t, v%2, q.add(v%2, v))
	}
	done := q.serve(0, 0)
	q.serve(1, 1)()
	assert.Empty(t, w.mu.violations)
	q.serve(1, 5)()
	assert.Len(t, w.mu.violations, 1, "3 comes before 5")
	_ = q.serve(0, 2)
	assert.Len(t, w.mu.violations, 2, "0 is not done")
	done()
}

func TestWatch(t *testing.T) {
	w := newWorld()
	up, down := w.watch("a boundary", 2)
	pass := func(int, error) bool { return true }
	pull := func(n int) {
		up(t.Context(), func(yield func(int, error) bool) {
			for v := range n {
				yield(v, nil)
			}
		}, pass)
	}
	pull(3)
	assert.Empty(t, w.mu.violations, "the one that is being received comes on top")
	down(t.Context(), func(yield func(int, error) bool) { yield(0, nil) }, pass)
	pull(1)
	assert.Empty(t, w.mu.violations)
	pull(1)
	assert.Equal(t, []string{"a boundary: 3 elements are pulled and not received, 2 may be"}, w.mu.violations)
}

func TestTimers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var ts timers
		rung := 0
		ts.after(time.Second, func() { rung++ })
		ts.after(time.Hour, func() { rung += 10 })
		time.Sleep(time.Minute)
		ts.stop()
		time.Sleep(2 * time.Hour)
		assert.Equal(t, 1, rung)
	})
}
