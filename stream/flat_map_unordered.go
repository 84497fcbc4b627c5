package stream

import (
	"context"
	"sync/atomic"

	"github.com/seed-09178888/leat/internal/ring"
)

// FlatMapUnordered runs the streams that f makes of up to n values at the same
// time, and yields their elements as they come.
//
//	in   --1----2------------3--|
//	run    [a....a..a]          n = 2: 3 waits until 1 or 2 has ended
//	            [b..b...b.....b]
//	                   [c.c]
//	out  ----a--b-a-b-a-c-b-c-b---|
//
// Order: of each inner stream as it yields; between them as they are ready. A
// stream that has an element ready is passed over by at most one element of each other open one.
//
// Concurrency: the task above it, f and the inner stream run together in one of
// n workers, so f must be safe for concurrent use. The task of an inner stream
// runs one element at a time; boundaries within it work as always. Goroutines start on demand.
//
// Memory: an inner stream holds at most one element that is not yet received,
// besides the windows of its own boundaries. At most n values are pulled whose stream has not ended; [Window] allows more.
//
// Errors: those from above and those of inner streams are yielded as they come;
// none ends an inner stream or the outer one. When the terminal stops at errors,
// the first failure that is yielded cancels all inner streams. See also [FailFast].
//
// Cancellation: when ctx ends, inner streams see it and are joined.
//
// Misuse: panics if n < 1, or if a Window is smaller than n.
//
// Rust: StreamExt::flat_map_unordered; but n counts at once, there is no "no limit".
func (s Stream[T]) FlatMapUnordered[U any](n int, f func(T) Stream[U], opts ...Option) Stream[U] {
	notNil("FlatMapUnordered", "f", f == nil)
	return s.confluence(newOptions("FlatMapUnordered", n, 1, opts), f)
}

// A confluence is where the elements of many streams become those of one. They
// go through a channel without capacity: who waits longest is served first.
type confluence[U any] struct {
	opts
	failFast bool
	out      chan Result[U]
	left     context.Context // ends when the consumer has left, or the run has ended
	work     context.Context // of the inner streams: ends with left, or at a failure
	cancel   context.CancelFunc
	failed   atomic.Bool
	first    atomic.Pointer[error] // FailFast: the failure
	over     chan struct{}         // closed when it is there
}

func (s Stream[T]) confluence[U any](b options, f func(T) Stream[U]) Stream[U] {
	return Stream[U]{each: func(ctx context.Context, o opts, emit func(U, error) bool) {
		c := &confluence[U]{opts: o, failFast: b.failFast, out: make(chan Result[U]), over: make(chan struct{})}
		c.stops = o.stops || b.failFast
		beside(ctx, o, func(ctx context.Context) {
			defer close(c.out)
			c.left = ctx
			c.work, c.cancel = context.WithCancel(ctx)
			defer c.cancel()
			s.streams(b, c, f).Each(c.work, func(struct{}, error) bool { return true })
		}, func() { c.receive(ctx, emit) })
	}}
}

// streams is the job whose tasks are inner streams. They hand their elements to c and have no result.
func (s Stream[T]) streams[U any](b options, c *confluence[U], f func(T) Stream[U]) ring.Job[struct{}] {
	up := s.flow(c.opts, ring.Lanes(b.window))
	if c.stops && !s.seesErrs {
		up = up.untilError()
	}
	run := func(ctx context.Context, lane int) (struct{}, error) {
		v, err := up.run(ctx, lane)
		switch {
		case err == ring.ErrDropped || ctx.Err() != nil: //nolint:errorlint // a private sentinel, never wrapped
		case err != nil:
			var zero U
			c.send(zero, err)
		default:
			f(v).push(ctx, c.opts, c.send)
		}
		return struct{}{}, ring.ErrDropped
	}
	if b.limit != nil {
		run = up.unlessFailed(b.limit.around(run), run)
	}
	return ring.Job[struct{}]{
		Name: b.name, Workers: b.n, Window: b.window, Unordered: true,
		UsesCtx: true, SeesErrs: true, Abort: c.abort,
		Size: up.size, Feed: up.feed, Clear: up.clear, Run: run,
	}
}

// send hands an element over. When it is the failure at which all ends, what waits already comes before it.
func (c *confluence[U]) send(v U, err error) bool {
	if err == nil || !c.stops {
		wanted := send(c.left, c.out, Result[U]{v, err})
		if !wanted {
			c.cancel() // before the slot of this stream is free, for which the source would be asked
		}
		return wanted
	}
	if c.failed.Swap(true) {
		return false
	}
	c.last(err)
	if c.failFast {
		c.first.Store(&err)
		close(c.over)
		c.cancel()
		return false
	}
	c.cancel()
	send(c.left, c.out, Result[U]{Err: err})
	return false
}

// receive emits what is handed over, in the caller's goroutine.
func (c *confluence[U]) receive(ctx context.Context, emit func(U, error) bool) {
	for {
		var r Result[U]
		ok := false
		select {
		case r, ok = <-c.out:
		case <-c.over:
		}
		if err := c.first.Load(); err != nil {
			var zero U
			emit(zero, *err)
			return
		}
		if !ok || ctx.Err() != nil || !emit(r.Value, r.Err) {
			return
		}
	}
}

// untilError is f whose source is asked for nothing behind an error.
func (f flow[T]) untilError() flow[T] {
	feed := f.feed
	if feed == nil {
		return f
	}
	f.feed = func(ctx context.Context, in *ring.Inlet) {
		part := ring.Inlet{Lane: in.Lane}
		part.Commit = func(err error) bool {
			wanted := in.Commit(err) && err == nil
			part.Lane = in.Lane
			return wanted
		}
		feed(ctx, &part)
	}
	return f
}
