package stream

import "context"

// StepBy yields the first element and every n-th after it.
//
//	in   --0--1--2--3--4--|
//	out  --0-----2-----4--|     StepBy(2)
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a time, for the elements that are stepped over too.
//
// Memory: nothing is kept. Nothing is pulled beyond what is yielded: StepBy(3).Take(2) pulls 4 elements.
//
// Errors: count as elements: those that are stepped over are dropped, the
// others passed on. Since a failure above need not be the end, nothing behind it
// is cancelled on its account, unless n is 1.
//
// Cancellation: ends with ctx.
//
// Misuse: panics if n < 1.
//
// Rust: Iterator::step_by.
func (s Stream[T]) StepBy(n int) Stream[T] {
	atLeast("StepBy", "n", 1, n)
	size := s.size/n + min(s.size%n, 1)
	return Stream[T]{size: size, fewer: s.fewer, each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		if n > 1 {
			o = o.makesUseOfErrors()
		}
		over := 0
		s.push(ctx, o, func(v T, err error) bool {
			if over > 0 {
				over--
				return true
			}
			over = n - 1
			return emit(v, err)
		})
	}}
}
