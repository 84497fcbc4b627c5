package stream

import "context"

// TryCollect runs the stream and returns its values, up to the first error.
//
//	--a--b--#--d--|  ->  [a b], the error
//
// Order: as the stream yields them.
//
// Concurrency: none of its own; nothing of the stream runs any more when it returns.
//
// Memory: all values. The slice is allocated once if the number of elements is
// known, as it is for [Iter], [Stream.Map] and boundaries. Below filters that is
// a bound: it is allocated up to 8 MiB and trimmed. The slice is never nil.
//
// Errors: the first in stream order, as the stage produced it, with the values before it, as io.ReadAll does.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx) returned, with the values so far.
//
// Rust: TryStreamExt::try_collect; but the values before an error are returned with it.
func (s Stream[T]) TryCollect(ctx context.Context) ([]T, error) {
	out := room[T](s.traits)
	err := s.runToError(ctx, terminal{direct: true}, func(v T) error {
		out = append(out, v)
		return nil
	})
	return trim(out, s.traits), err
}
