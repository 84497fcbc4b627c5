package stream

import (
	"context"
	"time"
)

// Interval yields the time every d, the first time after d, for ever.
//
//	0     d     2d    3d
//	------t-----t-----t---
//
// Order: of time.
//
// Concurrency: one goroutine waits for the ticks, and only when there is room for the element.
//
// Memory: one tick. As with a time.Ticker the first one that is missed waits, with the
// time at which it was due, and those after it are dropped.
//
// Errors: none.
//
// Cancellation: a wait for the next tick ends with ctx. The ticker is stopped when the run ends.
//
// Again: yes, every run has a ticker of its own, which starts when the run reaches it.
//
// Misuse: panics if d <= 0.
//
// Rust: tokio's IntervalStream, but that yields first at once.
func Interval(d time.Duration) Stream[time.Time] {
	positive("Interval", "d", d)
	return source(func(ctx context.Context, emit func(time.Time, error) bool) {
		ticker := time.NewTicker(d)
		defer ticker.Stop()
		for {
			at, ok := receive(ctx, ticker.C)
			if !ok || !emit(at, nil) {
				return
			}
		}
	})
}
