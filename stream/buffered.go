package stream

import (
	"context"

	"github.com/seed-09178888/leat/internal/ring"
)

// Buffered runs the task above it for up to n elements at a time and yields
// the results in input order.
//
//	in   --a--b--c-----------|
//	run    [a......]           n = 2: c waits until a has left
//	          [b.]
//	                [c..]
//	out  -----------a-b--c---|
//
// Order: as the input. A result that has finished waits for those before it.
//
// Concurrency: at most n tasks run at a time, and n do while there are elements
// and the window is not full; they go on while the consumer is busy. Goroutines
// start on demand, so a large n is cheap. With no task above it, Buffered reads up to n elements ahead.
//
// Memory: at most n elements are pulled and not yet received, those included
// that wait for a slower one. [Window] allows more.
//
// Errors: an error keeps its place, also one from above. When the terminal
// stops at errors, a failure cancels what is behind it at once, nothing new starts, and what is
// before it finishes: the outcome is the same on every run. See also [FailFast].
//
// Cancellation: when ctx ends, tasks see it and are joined. What they make of it is not yielded.
//
// Misuse: panics if n < 1, or if a Window is smaller than n.
//
// Rust: StreamExt::buffered, TryStreamExt::try_buffered; but tasks run at once
// and in parallel, not only while the consumer polls.
func (s Stream[T]) Buffered(n int, opts ...Option) Stream[T] {
	return s.boundary(newOptions("Buffered", n, 1, opts))
}

// boundary runs the task of s on a ring. The boundaries differ in what the ring takes for a position.
func (s Stream[T]) boundary(b options) Stream[T] {
	s = s.underLimit(b.limit)
	job := func(o opts) ring.Job[T] {
		up := o
		up.stops = o.stops || b.failFast // what is behind a failure is not delivered
		f := s.flow(up, ring.Lanes(b.window))
		return ring.Job[T]{
			Name: b.name, Workers: b.n, Window: b.window, Unordered: b.unordered, FailFast: b.failFast,
			Stops: o.stops, UsesCtx: s.usesCtx, SeesErrs: s.seesErrs,
			Size: f.size, Feed: f.feed, Link: f.link, Run: f.run, Clear: f.clear, TurnOf: f.turnOf, Failed: o.failed, Abort: o.abort,
		}
	}
	return Stream[T]{
		size: s.size, fewer: s.fewer,
		each: func(ctx context.Context, o opts, emit func(T, error) bool) { job(o).Each(ctx, emit) },
		sink: func(ctx context.Context, o opts, emit func(T, error) bool) { job(o).Sink(ctx, emit) },
		above: func(ctx context.Context, o opts, emit func(T, error) bool, in *ring.Inlet) ring.Upstream {
			return job(o).Above(ctx, emit, in)
		},
	}
}
