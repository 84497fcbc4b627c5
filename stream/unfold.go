package stream

import "context"

// Unfold yields the values that f makes of a state: f returns a value, the next
// state, and false when there is no value any more.
//
//	seed 1, f = s, 2s, s <= 8  ->  --1--2--4--8--|
//
// Order: as f makes them.
//
// Concurrency: f runs in one goroutine, one call at a time.
//
// Memory: the state. f is called when there is room for its value, not earlier.
//
// Errors: none; see [TryUnfold].
//
// Cancellation: f is not called after ctx has ended.
//
// Again: every run starts at seed, which is copied as Go copies: a map is shared.
//
// Rust: stream::unfold.
func Unfold[S, T any](seed S, f func(S) (T, S, bool)) Stream[T] {
	notNil("Unfold", "f", f == nil)
	return TryUnfold(seed, func(_ context.Context, s S) (T, S, bool, error) {
		v, next, ok := f(s)
		return v, next, ok, nil
	})
}

// TryUnfold is [Unfold] for an f that may fail and gets the context. All else is as there.
//
//	--1--2--#|
//
// Errors: an error of f is the last element.
//
// Cancellation: the context of f ends with the run's and, above a boundary, when the consumer has left.
//
// Rust: stream::try_unfold.
func TryUnfold[S, T any](seed S, f func(context.Context, S) (T, S, bool, error)) Stream[T] {
	notNil("TryUnfold", "f", f == nil)
	return source(func(ctx context.Context, emit func(T, error) bool) {
		for s := seed; ctx.Err() == nil; {
			v, next, ok, err := f(ctx, s)
			if !ok && err == nil || !emit(v, err) || err != nil {
				return
			}
			s = next
		}
	})
}
