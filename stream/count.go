package stream

import "context"

// Count runs the stream and returns how many values it yields.
//
//	--a--b--c--|  ->  3
//
// Order: of no importance.
//
// Concurrency: none of its own.
//
// Memory: nothing is kept.
//
// Errors: stops at the first and returns it with the count so far.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx) returned with the count so far.
//
// Rust: StreamExt::count.
func (s Stream[T]) Count(ctx context.Context) (int, error) {
	n := 0
	err := s.runToError(ctx, terminal{direct: true}, func(T) error {
		n++
		return nil
	})
	return n, err
}
