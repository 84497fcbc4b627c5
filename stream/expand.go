package stream

import (
	"context"

	"github.com/seed-09178888/leat/internal/ring"
)

// Expand is for work that makes more work, as crawlers and walks of trees do: f
// makes of an element a result, and elements that are to be expanded as well.
// It runs for up to n elements at a time, and the stream ends when nothing is left.
//
//	in   --/--|
//	run    [/..]               f(/) = a b, f(a) = c
//	           [a....]
//	           [b..]
//	                 [c.]
//	out  ------/---b-a--c|
//
// Order: of completion. What f returns starts breadth first: in the order in which it comes.
//
// Concurrency: at most n calls of f at a time, and n do while there are elements;
// f must be safe for concurrent use, and so must what it shares, such as the set
// of those already visited. The stream above runs in a goroutine of its own, the task above it one element at a time.
//
// Memory: at most n elements run or have a result that was not yet received ([Window] allows more).
// The frontier, what f has returned and is not yet among them, is unbounded. The
// stream above is asked for an element only if the frontier is empty, one at a
// time. One that blocks holds nothing up; what it yields late takes its place at the end of the frontier.
//
// Errors: an error of f is yielded in the place of the result, and what f
// returned beside it is dropped. One from above counts as finished when it is
// pulled, and does not wait for the frontier. When the terminal stops at
// errors, the first failure cancels all that is unfinished. See also [FailFast].
//
// Cancellation: when ctx ends, f sees it and is joined. What it makes of it is not yielded.
//
// Misuse: panics if n < 1, or if a Window is smaller than n.
//
// Rust: FuturesUnordered that its own results are pushed to, async_recursion.
func (s Stream[T]) Expand[U any](n int, f func(context.Context, T) (U, []T, error), opts ...Option) Stream[U] {
	notNil("Expand", "f", f == nil)
	return s.expanding(f).boundary(newOptions("Expand", n, 1, opts).inCompletionOrder())
}

// expanding is a stream whose task is f, and whose source is s and what f returns.
func (s Stream[T]) expanding[U any](f func(context.Context, T) (U, []T, error)) Stream[U] {
	return Stream[U]{task: true, usesCtx: true, open: func(o opts, lanes int) flow[U] {
		raw := ring.NewTable[T](lanes)
		fr := &frontier[T]{queue: newQueue[T]()}
		return flow[U]{
			feed: func(ctx context.Context, in *ring.Inlet) {
				fr.feed(ctx, o, s, func(v T, err error) bool {
					*raw.Grow(in.Lane) = v
					return in.Commit(err)
				})
			},
			run: func(ctx context.Context, lane int) (U, error) {
				u, more, err := f(ctx, *raw.At(lane))
				if err != nil {
					more = nil
				}
				fr.finish(more)
				return valueOrError(u, err)
			},
			clear: func(lane int) {
				var zero T
				*raw.At(lane) = zero
			},
		}
	}}
}
