package stream

import "context"

// Last runs the stream and returns its last value.
//
//	--a--b--c--|  ->  c
//
// Order: the last that the stream yields.
//
// Concurrency: none of its own.
//
// Memory: one value.
//
// Errors: stops at the first and returns it with the value before it; [ErrEmpty] if the stream ends without a value.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx) returned with the last value so far.
//
// Rust: StreamExt::fold(None, |_, v| Some(v)), Iterator::last.
func (s Stream[T]) Last(ctx context.Context) (T, error) {
	var last T
	empty := true
	err := s.runToError(ctx, terminal{direct: true}, func(v T) error {
		last, empty = v, false
		return nil
	})
	if err == nil && empty {
		err = ErrEmpty
	}
	return last, err
}
