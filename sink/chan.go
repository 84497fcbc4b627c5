package sink

import (
	"context"
)

// Chan sends every value to ch, and returns how many have been sent. It does not close ch: several streams may send to it.
//
//	--a--b--c--|  ->  ch <- a, ch <- b, ch <- c, 3
//
// For a channel that one stream alone sends to, with its errors, there is Stream.Chan.
//
// Order: as the stream yields them.
//
// Concurrency: it sends from the caller's goroutine.
//
// Memory: one value, besides what ch holds.
//
// Errors: stops at the first and returns it with the number of values before it.
//
// Cancellation: when ctx ends, also while nobody receives, everything is joined
// and context.Cause(ctx) returned. It ends the wait likewise when a task panics. If a
// receiver waits when ctx ends, the value may still be sent. The count says which it was.
//
// Left: the values that have been sent. Those in the buffer of ch stay there.
//
// A nil channel blocks for ever, as in Go, and a closed one panics.
//
// Rust: futures::channel::mpsc::Sender as a Sink.
func Chan[T any](ch chan<- T) Sink[T, int] {
	return Func(func(ctx context.Context, v T) error {
		select {
		case ch <- v:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
}
