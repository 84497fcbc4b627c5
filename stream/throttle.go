package stream

import (
	"context"
	"time"
)

// Throttle yields the first element at once, and the others at least d after the one before.
//
//	in   --1-2-3----------4--|
//	out  --1----2----3----4-------|     d after the last element comes the end
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a
// time, and waits before it asks for the next element. So what stands above
// works after the wait, and what it takes is added to it; elements that come by a clock of
// their own, as those of [FromChan] and [Interval] do, are not delayed more than d asks for.
//
// Memory: nothing is kept, and nothing read ahead. Therefore the end, too, comes d
// after the last element, unless no more is wanted below: nobody knows it is the last.
//
// Errors: count as elements and are passed on.
//
// Cancellation: a wait ends with ctx.
//
// Misuse: panics if d <= 0.
//
// Rust: tokio-stream's StreamExt::throttle.
func (s Stream[T]) Throttle(d time.Duration) Stream[T] {
	positive("Throttle", "d", d)
	return Stream[T]{size: s.size, fewer: s.fewer, each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		s.push(ctx, o, func(v T, err error) bool {
			next := time.Now().Add(d) // from yield to yield: what the consumer takes counts
			return emit(v, err) && waitUntil(ctx, next)
		})
	}}
}

// waitUntil is false if ctx ends first.
func waitUntil(ctx context.Context, at time.Time) bool {
	left := time.Until(at)
	if left <= 0 {
		return true
	}
	timer := time.NewTimer(left)
	defer timer.Stop()
	_, ok := receive(ctx, timer.C)
	return ok
}
