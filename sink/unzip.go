package sink

import (
	"context"

	"github.com/seed-09178888/leat/stream"
)

// Unzip collects the halves of pairs: s.Zip(t).Into(ctx, sink.Unzip). It undoes
// Stream.Zip. Both slices are as long, and never nil.
//
//	--{1 a}--{2 b}--|  ->  {[1 2] [a b]}
//
// Order: as the stream yields them.
//
// Concurrency: that of the boundaries of the stream.
//
// Memory: all values.
//
// Errors: stops at the first and returns it with the pairs before it.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx)
// returned with the pairs so far.
//
// Left: nothing.
//
// Rust: StreamExt::unzip.
func Unzip[A, B any](ctx context.Context, s stream.Stream[stream.Pair[A, B]]) (stream.Pair[[]A, []B], error) {
	halves := stream.Pair[[]A, []B]{First: []A{}, Second: []B{}}
	err := s.ForEach(ctx, func(v stream.Pair[A, B]) {
		halves.First = append(halves.First, v.First)
		halves.Second = append(halves.Second, v.Second)
	})
	return halves, err
}
