package stream

import "context"

// ConcurrencyLimit runs the task above it under l, with a weight of 1.
//
//	in   --a-b-c-------------|
//	run    [a..]                  l has a size of 1
//	           [b..]
//	               [c..]
//	out  ------a---b---c--|
//
// Above [Stream.Retry] a part of the limit is held by each attempt and given back in the pauses, below
// it by the element. TryMap(fetch).Timeout(d).ConcurrencyLimit(l) does not count the wait for l towards d,
// TryMap(fetch).ConcurrencyLimit(l).Timeout(d) does. For a whole boundary there is the option [Shared], and for
// weights [Limit.Wrap].
//
// Order: as the input.
//
// Concurrency: part of the task: an element that waits holds its slot.
//
// Memory: nothing is kept.
//
// Errors: of the task. Errors from above have no task and do not wait, unless an OrElse above makes something of them.
//
// Cancellation: a wait ends with the context of the task, with its cause.
//
// Misuse: panics if l is nil, or if there is no task above it.
//
// Rust: tower's ConcurrencyLimit, a Semaphore's permit in the future of each element.
func (s Stream[T]) ConcurrencyLimit(l *Limit) Stream[T] {
	notNil("ConcurrencyLimit", "l", l == nil)
	needsTask("ConcurrencyLimit", s.traits)
	return wholeTask(s, l.around)
}

// around runs a task under the limit.
func (l *Limit) around[T any](run func(context.Context, int) (T, error)) func(context.Context, int) (T, error) {
	return func(ctx context.Context, lane int) (v T, err error) {
		h, err := l.acquire(ctx, 1)
		if err != nil {
			return v, err
		}
		defer h.release()
		v, err = run(h.within(ctx), lane)
		failure := err
		if succeeded(err) {
			failure = nil
		}
		l.adapt(ctx, h, failure)
		return v, err
	}
}
