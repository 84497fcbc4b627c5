package stream

import (
	"context"
	"time"
)

// ChunksTimeout collects values into slices of n, as [Stream.Chunks] does, but
// lets none wait for longer than d: a chunk is yielded when it has n values, or d after its first one has come.
//
//	in   --1-2---3-----------4-5-6--|
//	out  --------[1 2 3]---------[4 5 6]|     ChunksTimeout(3, 20 ticks)
//	out  -------[1 2]-[3]--------[4 5 6]|     ChunksTimeout(3, 5 ticks)
//
// Order: as the input. No chunk is empty.
//
// Concurrency: a sequence stage: the stream above runs, the task above it one
// element at a time, in a goroutine of its own and goes on while the consumer is busy.
//
// Memory: reads up to n elements ahead. A chunk belongs to the receiver.
//
// Errors: an error flushes what there is at once and follows it; nothing is lost.
//
// Cancellation: when ctx ends, an unfinished chunk is dropped.
//
// Misuse: panics if n < 1, or if d is not positive.
//
// C is always []T and is inferred: callers write s.ChunksTimeout(100, time.Second).
//
// Rust: tokio_stream's StreamExt::chunks_timeout.
func (s Stream[T]) ChunksTimeout[C []T](n int, d time.Duration) Stream[C] {
	atLeast("ChunksTimeout", "n", 1, n)
	positive("ChunksTimeout", "d", d)
	return Stream[C]{size: s.size, fewer: true, each: func(ctx context.Context, o opts, emit func(C, error) bool) {
		s.readAhead(ctx, o, n, func(a *ahead[T]) {
			late := time.NewTimer(d)
			defer late.Stop()
			for {
				first, ok := a.wait(ctx, false, nil)
				if !ok {
					return
				}
				late.Reset(d - time.Since(first))
				if _, ok := a.wait(ctx, true, late.C); !ok {
					return
				}
				if values, err := a.take(); !emit(values, err) {
					return
				}
			}
		})
	}}
}
