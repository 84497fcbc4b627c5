package stream

import "context"

// Repeat yields v for ever.
//
//	v  ->  --v--v--v--v--
//
// Order: all elements are the same.
//
// Concurrency: none of its own.
//
// Memory: nothing is kept. v is copied as Go copies: a map is shared.
//
// Errors: none.
//
// Cancellation: ends with ctx, and when no more is wanted: put a [Stream.Take] or the like below.
//
// Again: yes.
//
// Rust: stream::repeat.
func Repeat[T any](v T) Stream[T] {
	return source(func(_ context.Context, emit func(T, error) bool) {
		for emit(v, nil) {
		}
	})
}

// RepeatWith yields what f returns, for ever.
//
//	f  ->  --f()--f()--f()--
//
// Order: as f is called.
//
// Concurrency: f runs in one goroutine, one call at a time.
//
// Memory: nothing is kept. f is called when there is room for its value, once for
// every element that is pulled.
//
// Errors: none; see [TryGenerate], or put a TryMap below.
//
// Cancellation: f is not called after ctx has ended, nor when no more is wanted.
//
// Again: yes; what f keeps between its calls is its own affair.
//
// Rust: stream::repeat_with.
func RepeatWith[T any](f func() T) Stream[T] {
	notNil("RepeatWith", "f", f == nil)
	return source(func(ctx context.Context, emit func(T, error) bool) {
		for ctx.Err() == nil && emit(f(), nil) {
		}
	})
}
