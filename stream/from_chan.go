package stream

import "context"

// FromChan yields what is received from ch until ch is closed.
//
//	ch  a   b  c  close  ->  --a---b--c--|
//
// Order: of ch.
//
// Concurrency: one goroutine receives, and only when there is room for the element.
//
// Memory: nothing is kept beyond the channel's own buffer.
//
// Errors: none.
//
// Cancellation: a wait for ch ends with ctx. What was not received stays in ch;
// what a boundary below had received ahead is lost.
//
// Again: no, an element is received once. Two runs share the elements.
//
// Misuse: a nil ch blocks until ctx ends, as in Go.
//
// Rust: mpsc::Receiver as a Stream, ReceiverStream.
func FromChan[T any](ch <-chan T) Stream[T] {
	return source(func(ctx context.Context, emit func(T, error) bool) {
		for {
			v, ok := receive(ctx, ch)
			if !ok || !emit(v, nil) {
				return
			}
		}
	})
}

// receive is false if ch is closed or ctx has ended.
func receive[T any](ctx context.Context, ch <-chan T) (v T, ok bool) {
	select { // cheaper than the one below when something is there
	case v, ok = <-ch:
		return v, ok
	default:
	}
	select {
	case v, ok = <-ch:
		return v, ok
	case <-ctx.Done():
		return v, false
	}
}
