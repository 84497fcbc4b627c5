package stream

import "context"

// FlatMap yields the elements of the stream that f makes of each value, one stream after another.
//
//	in   --1----2--------|
//	out  --a-a--b-b-b----|     f(1) = a a, f(2) = b b b
//
// Order: of the input, and within it of each inner stream.
//
// Concurrency: a sequence stage: the task above it and the inner streams run
// one at a time in one goroutine; boundaries within an inner stream work as always.
//
// Memory: nothing is kept. The next value is pulled when the inner stream has ended.
//
// Errors: those from above and those of inner streams are passed on; none ends
// an inner stream or the outer one. If the terminal stops at errors, a failure
// within an inner stream cancels what is behind it at once, there and above.
//
// Cancellation: ends with ctx, the inner stream included.
//
// Rust: StreamExt::flat_map.
func (s Stream[T]) FlatMap[U any](f func(T) Stream[U]) Stream[U] {
	notNil("FlatMap", "f", f == nil)
	return s.TryFlatMap(func(_ context.Context, v T) (Stream[U], error) { return f(v), nil })
}

// TryFlatMap is [Stream.FlatMap] for an f that may fail and gets the context. All else is as there.
//
//	in   --1----2--3--|
//	out  --a-a--#--c--|     f(1) = a a, f(3) = c: 2 has failed
//
// Errors: an error of f takes the place of the element and the stream goes on; a
// stream beside it is dropped unread. Those from above and of inner streams are as there.
//
// Cancellation: the context of f ends with the run's and, above a boundary, when
// the consumer has left. What f makes of that is not yielded.
//
// Rust: TryStreamExt::and_then, then try_flatten.
func (s Stream[T]) TryFlatMap[U any](f func(context.Context, T) (Stream[U], error)) Stream[U] {
	notNil("TryFlatMap", "f", f == nil)
	return Stream[U]{each: func(ctx context.Context, o opts, emit func(U, error) bool) {
		above, cancel := context.WithCancel(ctx)
		defer cancel()
		within := o
		if o.stops { // all that is above lies behind a failure within
			within.failed = func() {
				cancel()
				if o.failed != nil {
					o.failed()
				}
			}
		}
		s.push(above, o, func(v T, err error) bool {
			var inner Stream[U]
			if err == nil {
				inner, err = f(ctx, v)
				if ctx.Err() != nil {
					return false // what f makes of the run's end is no element
				}
			}
			if err != nil {
				var zero U
				return emit(zero, err)
			}
			wanted := true
			inner.push(ctx, within, func(u U, err error) bool {
				wanted = emit(u, err)
				return wanted
			})
			return wanted
		})
	}}
}
