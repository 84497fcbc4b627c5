package stream

import "context"

// Collect runs the stream and returns all of its elements, errors in their places.
//
//	--a--#--c--|  ->  [(a,) (,#) (c,)]
//
// Order: as the stream yields them.
//
// Concurrency: none of its own; nothing of the stream runs any more when it returns.
//
// Memory: all elements. The slice is never nil.
//
// Errors: are elements; nothing stops at them. [Partition] splits them off.
//
// Cancellation: when ctx ends, everything is joined and one last element is
// added: the zero value with context.Cause(ctx).
//
// Rust: StreamExt::collect.
func (s Stream[T]) Collect(ctx context.Context) []Result[T] {
	out := room[Result[T]](s.traits)
	end := s.run(ctx, terminal{direct: true}, func(v T, err error) bool {
		out = append(out, Result[T]{v, err})
		return true
	})
	if end != nil {
		out = append(out, Result[T]{Err: end})
	}
	return trim(out, s.traits)
}
