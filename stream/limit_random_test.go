package stream_test

import (
	"cmp"
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

// An lEvent is a use of a limit, from a moment on and for a while, by somebody who
// waits so long at most; or, if size is not 0, a Resize.
type lEvent struct {
	at, lasts, patience time.Duration
	weight, size        int
}

// lSimulate says when each use begins, by the words of Limit's documentation; -1: it gave up.
func lSimulate(size int, events []lEvent) (begins []time.Duration) {
	begins = slices.Repeat([]time.Duration{-1}, len(events))
	var queue, running []int
	arrived, inUse := 0, 0
	end := func(i int) time.Duration { return begins[i] + events[i].lasts }
	for {
		now := time.Duration(-1)
		earlier := func(at time.Duration) {
			if now < 0 || at < now {
				now = at
			}
		}
		if arrived < len(events) {
			earlier(events[arrived].at)
		}
		for _, i := range running {
			earlier(end(i))
		}
		for _, i := range queue {
			earlier(events[i].at + events[i].patience)
		}
		if now < 0 {
			return begins
		}
		if arrived < len(events) && events[arrived].at == now {
			if e := events[arrived]; e.size > 0 {
				size = e.size
			} else {
				queue = append(queue, arrived)
			}
			arrived++
		}
		running = slices.DeleteFunc(running, func(i int) bool {
			if end(i) == now {
				inUse -= events[i].weight
			}
			return end(i) == now
		})
		queue = slices.DeleteFunc(queue, func(i int) bool { return events[i].at+events[i].patience == now })
		for len(queue) > 0 {
			w := events[queue[0]].weight
			if w > 0 && inUse > 0 && inUse+w > size {
				break
			}
			inUse += w
			begins[queue[0]] = now
			running, queue = append(running, queue[0]), queue[1:]
		}
	}
}

func TestLimitRandom(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		size := rapid.IntRange(1, 6).Draw(rt, "size")
		// Every duration has a bit of its own below its multiple of about a minute, so that no two things happen at once.
		bit := 0
		span := func(name string, most int) time.Duration {
			bit++
			return time.Duration(rapid.IntRange(0, most).Draw(rt, name))<<36 + 1<<(bit-1)
		}
		var events []lEvent
		for range rapid.IntRange(1, 12).Draw(rt, "events") {
			e := lEvent{at: span("at", 50), lasts: span("lasts", 30), patience: span("patience", 60), weight: rapid.IntRange(0, 8).Draw(rt, "weight")}
			if rapid.IntRange(0, 5).Draw(rt, "kind") == 0 {
				e.size = rapid.IntRange(1, 9).Draw(rt, "new size")
			}
			events = append(events, e)
		}
		slices.SortFunc(events, func(a, b lEvent) int { return cmp.Compare(a.at, b.at) })
		var got []time.Duration
		synctest.Test(t, func(t *testing.T) { got = lPlay(t, size, events) })
		assert.Equal(rt, lSimulate(size, events), got, "size %d, %+v", size, events)
	})
}

// lPlay lets a Limit do it.
func lPlay(t *testing.T, size int, events []lEvent) (begins []time.Duration) {
	t.Helper()
	begins = slices.Repeat([]time.Duration{-1}, len(events))
	l, start := stream.NewLimit(size), time.Now()
	for i, e := range events {
		time.Sleep(e.at - time.Since(start))
		if e.size > 0 {
			l.Resize(e.size)
			size = e.size
			continue
		}
		go func() {
			ctx, cancel := context.WithTimeout(t.Context(), e.patience)
			defer cancel()
			_ = l.Do(ctx, e.weight, func(context.Context) error {
				begins[i] = time.Since(start)
				time.Sleep(e.lasts)
				return nil
			})
		}()
		synctest.Wait()
	}
	time.Sleep(24 * time.Hour)
	synctest.Wait()
	assert.Equal(t, stream.LimitStats{Size: size}, l.Stats())
	return begins
}
