package sink

import (
	"context"

	"github.com/seed-09178888/leat/stream"
)

// Discard runs the stream for its effects and returns how many values it had:
// s.Into(ctx, sink.Discard).
//
//	--a--b--c--|  ->  3
//
// Order: makes no difference.
//
// Concurrency: that of the boundaries of the stream.
//
// Memory: nothing is kept.
//
// Errors: stops at the first and returns it with the number of values before it.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx) returned.
//
// Left: nothing.
//
// Rust: sink::drain.
func Discard[T any](ctx context.Context, s stream.Stream[T]) (int, error) {
	return s.Count(ctx)
}
