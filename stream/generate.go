package stream

import "context"

// Generate yields what f yields, and as its last element the error that f
// returns, if it is not nil.
//
//	f  yield(a) yield(b) return err  ->  --a--b--#|
//
// Order: as f yields.
//
// Concurrency: f runs in one goroutine: the terminal's or, above a boundary,
// one of its own. yield must be called from it, one call at a time.
//
// Memory: nothing is kept. yield returns when there is room for the next element.
//
// Errors: that of f, in the last place; none in between, see [TryGenerate].
//
// Cancellation: yield returns false when no more is wanted, already on the last
// element that is, and f should return; its error is then ignored. ctx is for
// waits within f; it ends with the run and, above a boundary, when the consumer has left.
//
// Again: yes, if f can be called again.
//
// Rust: async-stream's stream!, stream::poll_fn.
func Generate[T any](f func(ctx context.Context, yield func(T) bool) error) Stream[T] {
	notNil("Generate", "f", f == nil)
	return source(func(ctx context.Context, emit func(T, error) bool) {
		err := f(ctx, func(v T) bool { return emit(v, nil) })
		if err != nil {
			var zero T
			emit(zero, err)
		}
	})
}

// TryGenerate is the general source: f yields values and errors, each in its
// place, and has the context. All else is as for [Generate].
//
//	f  yield(a, nil) yield(_, err) yield(c, nil)  ->  --a--#--c--|
//
// Errors: those that f yields, which do not end the stream, and the one it returns, which is the last element.
//
// Rust: async-stream's try_stream!, but an error is not the end.
func TryGenerate[T any](f func(ctx context.Context, yield func(T, error) bool) error) Stream[T] {
	notNil("TryGenerate", "f", f == nil)
	return source(func(ctx context.Context, emit func(T, error) bool) {
		if err := f(ctx, emit); err != nil {
			var zero T
			emit(zero, err)
		}
	})
}
