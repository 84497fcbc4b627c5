package stream

import "context"

// Take yields the first n elements and ends.
//
//	in   --1--2--3--4--|
//	out  --1--2--3|        Take(3)
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a
// time. Write Take(5).TryMap(fetch).Buffered(10), not TryMap(fetch).Take(5).Buffered(10), to fetch five at once.
//
// Memory: nothing is kept. Exactly n elements are pulled, and none for n = 0;
// a boundary above has pulled its window beyond them, whose tasks are cancelled and joined.
//
// Errors: count as elements and are passed on.
//
// Cancellation: ends with ctx.
//
// Misuse: panics if n < 0.
//
// Rust: StreamExt::take.
func (s Stream[T]) Take(n int) Stream[T] {
	atLeast("Take", "n", 0, n)
	return Stream[T]{size: min(s.size, n), fewer: s.fewer, each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		if n == 0 {
			return
		}
		left := n
		s.push(ctx, o.mayEndFirst(), func(v T, err error) bool {
			left--
			return emit(v, err) && left > 0
		})
	}}
}
