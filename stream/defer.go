package stream

import "context"

// Defer yields the elements of the stream that f makes when the run reaches it:
// for what must be opened, asked or waited for first.
//
//	f returns --a--b--|   ->  --a--b--|
//	f returns an error    ->  #|
//
// Order: of the stream that f returns.
//
// Concurrency: f runs once per run, in one goroutine. So does the task above in the stream it
// returns, one element at a time: a boundary for it belongs inside.
//
// Memory: nothing is kept.
//
// Errors: that of f is the only element; those of the stream are passed on.
//
// Cancellation: the context of f ends with the run's and, above a boundary, when
// the consumer has left. What f makes of that is not yielded, nor is its stream started.
//
// Again: f is called on every run, and only if its elements are wanted: not for Take(0).
//
// Rust: FutureExt::flatten_stream, TryFutureExt::try_flatten_stream;
// with a wait in f futures-concurrency's wait_until.
func Defer[T any](f func(context.Context) (Stream[T], error)) Stream[T] {
	notNil("Defer", "f", f == nil)
	return Stream[T]{each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		if ctx.Err() != nil {
			return
		}
		s, err := f(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			var zero T
			emit(zero, err)
		default:
			s.push(ctx, o, emit)
		}
	}}
}
