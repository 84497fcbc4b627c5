package stream

import "context"

// Into ends the chain in a sink, a function that runs the stream:
// s.Into(ctx, sink) is sink(ctx, s).
//
//	--a--b--c--|  ->  what the sink returns
//
// Order, Concurrency, Memory, Errors, Cancellation: those of the sink.
//
// Rust: StreamExt::forward, SinkExt::send_all.
func (s Stream[T]) Into[R any](ctx context.Context, sink func(context.Context, Stream[T]) (R, error)) (R, error) {
	notNil("Into", "sink", sink == nil)
	return sink(ctx, s)
}
