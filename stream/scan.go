package stream

import "context"

// Scan carries a state along: f gets it and a value, and returns the next state and what to yield.
//
//	in   --1--2--#--3--|
//	out  --1--3--#--6--|     Scan(0, running sum)
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a
// time, and f is never called concurrently.
//
// Memory: the state. Every run starts at init, which is copied as Go copies: a map is shared.
//
// Errors: passed on untouched; the state is kept across them.
//
// Cancellation: ends with ctx.
//
// Rust: StreamExt::scan; to end early add [Stream.TakeWhile].
func (s Stream[T]) Scan[A, U any](init A, f func(A, T) (A, U)) Stream[U] {
	notNil("Scan", "f", f == nil)
	return Stream[U]{size: s.size, fewer: s.fewer, each: func(ctx context.Context, o opts, emit func(U, error) bool) {
		state := init
		s.push(ctx, o, func(v T, err error) bool {
			var u U
			if err == nil {
				state, u = f(state, v)
			}
			return emit(u, err)
		})
	}}
}

// TryScan is [Stream.Scan] for an f that may fail and gets the context. All else is as there.
//
//	in   --1--2--3--|
//	out  --1--#--4--|     TryScan(0, running sum): 2 has failed
//
// Errors: an error of f takes the place of the element and the state stays as it
// was: what f returned beside its error is dropped. Those from above are passed
// on untouched; the state is kept across them.
//
// Cancellation: the context of f ends with the run's and, above a boundary, when
// the consumer has left. What f makes of that is not yielded.
//
// Rust: TryStreamExt::try_fold, with each step yielded.
func (s Stream[T]) TryScan[A, U any](init A, f func(context.Context, A, T) (A, U, error)) Stream[U] {
	notNil("TryScan", "f", f == nil)
	return Stream[U]{size: s.size, fewer: s.fewer, each: func(ctx context.Context, o opts, emit func(U, error) bool) {
		state := init
		s.push(ctx, o, func(v T, err error) bool {
			var u U
			if err != nil {
				return emit(u, err)
			}
			next, u, err := f(ctx, state, v)
			if ctx.Err() != nil {
				return false // what f makes of the run's end is no element
			}
			if err == nil {
				state = next
			}
			return emit(valueOrError(u, err))
		})
	}}
}
