package stream

import "context"

// ReadyChunks collects the values that are there, at least one and at most n,
// into a slice, whenever the consumer wants one: it waits for the first and for no other.
//
//	in   --1--2-3-4--------5--|
//	out  --[1]-----[2 3]---[4]-----[5]|     ReadyChunks(2), and a consumer that takes 8 ticks for each
//
// Order: as the input.
//
// Concurrency: a sequence stage: the stream above runs, the task above it one
// element at a time, in a goroutine of its own and goes on while the consumer is busy.
//
// Memory: reads up to n elements ahead. A chunk belongs to the receiver.
//
// Errors: an error flushes what there is and follows it; nothing is lost.
//
// Cancellation: when ctx ends, what was read ahead is dropped.
//
// Misuse: panics if n < 1.
//
// C is always []T and is inferred: callers write s.ReadyChunks(100).
//
// Rust: StreamExt::ready_chunks, TryStreamExt::try_ready_chunks.
func (s Stream[T]) ReadyChunks[C []T](n int) Stream[C] {
	atLeast("ReadyChunks", "n", 1, n)
	return Stream[C]{size: s.size, fewer: true, each: func(ctx context.Context, o opts, emit func(C, error) bool) {
		s.readAhead(ctx, o, n, func(a *ahead[T]) {
			for {
				if _, ok := a.wait(ctx, false, nil); !ok {
					return
				}
				if values, err := a.take(); !emit(values, err) {
					return
				}
			}
		})
	}}
}
