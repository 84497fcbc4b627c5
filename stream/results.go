package stream

import "context"

// Results makes every element a value, errors too.
//
//	in   --1-----#-----3-----|
//	out  --(1,)--(,#)--(3,)--|
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a time.
//
// Memory: nothing is kept.
//
// Errors: consumed: they are values now, at which no terminal stops. Nothing
// behind a failure is cancelled on its account.
//
// Cancellation: ends with ctx; the run's own end does not become a value.
//
// R is always Result[T] and is inferred: callers write s.Results().
//
// Rust: TryStreamExt::into_stream.
func (s Stream[T]) Results[R Result[T]]() Stream[R] {
	return Stream[R]{size: s.size, fewer: s.fewer, each: func(ctx context.Context, o opts, emit func(R, error) bool) {
		s.push(ctx, o.makesUseOfErrors(), func(v T, err error) bool {
			return emit(R(Result[T]{v, err}), nil)
		})
	}}
}
