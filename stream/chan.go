package stream

import (
	"context"
	"errors"

	"github.com/seed-09178888/leat/internal/ring"
)

// errGoexit is what Chan makes of a Goexit: there is no goroutine in which it could go on.
var errGoexit = errors.New("stream: Chan: a function of the stream called runtime.Goexit")

// Chan runs the stream in a goroutine of its own and sends every element to
// the channel it returns. The channel is closed at the end.
//
//	--a--#--c--|  ->  (a,) (,#) (c,) close
//
// Order: as the stream yields them.
//
// Concurrency: the run starts at once. It is over when the channel is closed: nothing of the stream runs any more
// then. A reader that leaves early must end ctx, or the run waits for a reader for ever. The goroutine leak profile of
// runtime/pprof shows one that nobody can read from and whose ctx nobody can end any more.
//
// Memory: the channel has no buffer, and nothing is pulled beyond the element that waits for a reader. That element has
// left the window of a boundary above, which reads its window ahead of it.
//
// Errors: are elements; nothing stops at them. A panic of one of the stream's
// functions ends the run at once, drops the element that waits for a reader, and arrives as the last Result: its error unwraps to
// *panics.ErrRecovered and, if an error was panicked with, to that. A runtime.Goexit arrives as
// the last Result too, as an error that says so. This last Result waits for a reader until ctx ends.
//
// Cancellation: when ctx ends, everything is joined and the channel closed. No
// element says so, and the one that waits for a reader is dropped: look at ctx. If ctx is done before, there is no element at all.
//
// Rust: a task that forwards into an mpsc channel, StreamExt::forward.
func (s Stream[T]) Chan(ctx context.Context) <-chan Result[T] {
	out := make(chan Result[T])
	go func() {
		defer close(out)
		whole, cancel := context.WithCancel(ctx)
		defer cancel()
		normal := false
		defer func() {
			if !normal {
				sendLast(ctx, out, Result[T]{Err: crash(recover())})
			}
		}()
		_ = s.run(whole, terminal{abort: cancel}, func(v T, err error) bool {
			return whole.Err() == nil && send(whole, out, Result[T]{v, err})
		})
		normal = true
	}()
	return out
}

// crash is the error for what recover returned; nil: it was a Goexit.
func crash(v any) error {
	if v == nil {
		return errGoexit
	}
	return ring.Recovered(v).AsError()
}

// sendLast sends v to a reader that waits, though ctx may have ended, or else until ctx ends.
func sendLast[T any](ctx context.Context, ch chan<- T, v T) {
	select {
	case ch <- v:
	default:
		send(ctx, ch, v)
	}
}
