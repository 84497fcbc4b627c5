package stream

import "context"

// Chunks collects values into slices of n; the last one may be shorter, none is empty.
//
//	in   --1--2--3--#--4--5---|
//	out  -----[1 2]--[3]#--[4 5]|     Chunks(2)
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a time.
//
// Memory: up to n values. A chunk belongs to the receiver.
//
// Errors: an error flushes what there is and follows it; nothing is lost.
//
// Cancellation: when ctx ends, an unfinished chunk is dropped.
//
// Misuse: panics if n < 1.
//
// C is always []T and is inferred: callers write s.Chunks(100).
//
// Rust: StreamExt::chunks, TryStreamExt::try_chunks.
func (s Stream[T]) Chunks[C []T](n int) Stream[C] {
	atLeast("Chunks", "n", 1, n)
	return Stream[C]{size: s.size/n + min(s.size%n, 1), fewer: s.fewer, each: func(ctx context.Context, o opts, emit func(C, error) bool) {
		var chunk C
		wanted, last := true, 0
		flush := func() bool {
			if len(chunk) > 0 {
				full := chunk
				chunk, last = nil, len(chunk)
				wanted = emit(full, nil)
			}
			return wanted
		}
		s.push(ctx, o, func(v T, err error) bool {
			if err != nil {
				wanted = flush() && ctx.Err() == nil && emit(nil, err)
				return wanted
			}
			if chunk == nil {
				chunk = make(C, 0, last) // the first one grows: n may be far larger than the stream
			}
			chunk = append(chunk, v)
			return len(chunk) < n || flush()
		})
		if ctx.Err() == nil {
			flush()
		}
	}}
}
