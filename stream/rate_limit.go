package stream

import "context"

// RateLimit waits for l before the task above it starts.
//
//	in   --a-b-c-d-----------|
//	run    [a]                    l allows one every three ticks
//	          [b]
//	             [c]
//	                [d]
//	out  ----a--b--c--d--|
//
// It stands below what it limits: TryMap(fetch).RateLimit(l). Above [Stream.Retry] it limits
// attempts, below it elements. The same l in several stages, streams and runs limits them together.
// Without a task above it every value waits.
//
// Order: as the input.
//
// Concurrency: part of the task: an element that waits holds its slot. l must be safe
// for concurrent use if a boundary stands below; *rate.Limiter of golang.org/x/time is.
//
// Memory: nothing is kept.
//
// Errors: a failed Wait is the element's error, and its task does not run. *rate.Limiter fails at once if a
// deadline of the context, such as that of a Timeout below, would come first. Errors
// from above have no task and do not wait, unless an OrElse above RateLimit makes something of them.
//
// Cancellation: Wait is given the context of the task.
//
// Misuse: panics if l is nil.
//
// Rust: governor, leaky-bucket or tower's RateLimit before the future of each element.
func (s Stream[T]) RateLimit(l Limiter) Stream[T] {
	notNil("RateLimit", "l", l == nil)
	return wholeTask(s, func(run func(context.Context, int) (T, error)) func(context.Context, int) (T, error) {
		return func(ctx context.Context, lane int) (v T, err error) {
			if err := l.Wait(ctx); err != nil {
				return v, err
			}
			return run(ctx, lane)
		}
	})
}

// A Limiter says when the next task may start: *rate.Limiter of
// golang.org/x/time/rate is one. Wait returns nil when it may, and an error if it never will, or ctx has ended.
type Limiter interface {
	Wait(ctx context.Context) error
}
