package stream

import "context"

// Fail yields one element: the error err.
//
//	#|
//
// Order: there is one element.
//
// Concurrency: none.
//
// Memory: nothing is kept.
//
// Errors: err, which must not be nil.
//
// Cancellation: nothing is yielded after ctx has ended.
//
// Again: yes.
//
// Rust: stream::once(future::err(e)).
func Fail[T any](err error) Stream[T] {
	notNil("Fail", "err", err == nil)
	return source(func(_ context.Context, emit func(T, error) bool) {
		var zero T
		emit(zero, err)
	})
}
