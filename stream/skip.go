package stream

import "context"

// Skip drops the first n elements.
//
//	in   --1--2--3--4--|
//	out  --------3--4--|     Skip(2)
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a time, for skipped elements too.
//
// Memory: nothing is kept.
//
// Errors: count as elements: those among the first n are dropped, the others passed on.
//
// Cancellation: ends with ctx.
//
// Misuse: panics if n < 0.
//
// Rust: StreamExt::skip.
func (s Stream[T]) Skip(n int) Stream[T] {
	atLeast("Skip", "n", 0, n)
	return Stream[T]{size: max(s.size-n, 0), fewer: s.fewer, each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		if n > 0 {
			o = o.makesUseOfErrors()
		}
		left := n
		s.push(ctx, o, func(v T, err error) bool {
			if left > 0 {
				left--
				return true
			}
			return emit(v, err)
		})
	}}
}
