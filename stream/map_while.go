package stream

import "context"

// MapWhile applies f to every value, and ends at the first for which f returns false.
//
//	in   --1--2--#--5--1--|
//	out  --a--b--#--|        MapWhile(letter, of 1 to 3)
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a
// time, and f is never called concurrently.
//
// Memory: nothing is kept. The element that ends the stream is pulled and lost, none is pulled after it.
//
// Errors: passed on; f does not see them.
//
// Cancellation: ends with ctx.
//
// Rust: tokio_stream::StreamExt::map_while.
func (s Stream[T]) MapWhile[U any](f func(T) (U, bool)) Stream[U] {
	notNil("MapWhile", "f", f == nil)
	return Stream[U]{size: s.size, fewer: true, each: func(ctx context.Context, o opts, emit func(U, error) bool) {
		s.push(ctx, o.mayEndFirst(), func(v T, err error) bool {
			if err != nil {
				var zero U
				return emit(zero, err)
			}
			u, ok := f(v)
			return ok && emit(u, nil)
		})
	}}
}
