package stream

import (
	"context"
	"sync/atomic"
	"time"
)

// Hedge runs the task above it a second time, beside the first, for an element
// that takes long. The first success counts; the other attempt is cancelled and joined.
//
//	in   --a--b------------|
//	run    [a]
//	          [b...#           cancelled
//	              [b.]         after the delay
//	out  ----a-------b|
//
// It is for tasks that may run twice, such as reads from one of several
// replicas: the few slow ones no longer decide how long the whole takes.
//
// Order: as the input.
//
// Concurrency: part of the task, of which up to two attempts run at a time for each slot. So
// the functions of the task must be safe for concurrent use even without a boundary below.
//
// Memory: a goroutine for each running task, which waits to start the second attempt; with Percentile the last 128 durations.
//
// Errors: an attempt that fails leaves the other to go on, but no second one is started after it: that is what
// [Stream.Retry] is for. If both fail, the error is that of the first. A value that was filtered out has not
// failed. Errors from above have no task and pass untouched, unless an OrElse above Hedge makes something of them.
//
// Cancellation: both attempts have a context that ends with that of the element, and as soon as
// one has succeeded. One that ignores it holds the slot until it returns. A panic of either cancels the other, and ends the run when that has returned.
//
// Misuse: panics if there is no task above it, if p.After is negative, if p.Percentile is not
// below 100, or if neither is positive.
//
// Rust: tower::hedge. The idea: Dean and Barroso, The Tail at Scale, 2013.
func (s Stream[T]) Hedge(p HedgePolicy) Stream[T] {
	needsTask("Hedge", s.traits)
	p.check("Hedge")
	return wholeTask(s, func(run func(context.Context, int) (T, error)) func(context.Context, int) (T, error) {
		h := &hedger{policy: p}
		return func(ctx context.Context, lane int) (T, error) {
			return h.race(ctx, func(ctx context.Context) (T, error) { return run(ctx, lane) })
		}
	})
}

// A HedgePolicy says when a second attempt is started.
type HedgePolicy struct {
	// After is how long the first attempt may take before a second one is started.
	After time.Duration

	// Percentile, if it is not 0, makes that longer: as long as so many percent of the recent
	// tasks have taken. With 95, about one task in twenty is run twice, also once all have become slower. The first 16 are hedged
	// by After alone, or not at all if that is 0. Each run measures anew, and so does each inner stream of FlatMap and FlatMapUnordered: there
	// use Wrap, which measures all of its calls.
	Percentile float64
}

// Wrap returns f, hedged: for one function of a task that must not run twice as a whole.
// Everything said of [Stream.Hedge] holds; Percentile is measured over all calls of the function returned.
func (p HedgePolicy) Wrap[T, U any](f func(context.Context, T) (U, error)) func(context.Context, T) (U, error) {
	notNil("HedgePolicy.Wrap", "f", f == nil)
	p.check("HedgePolicy.Wrap")
	h := &hedger{policy: p}
	return func(ctx context.Context, v T) (U, error) {
		return valueOrError(h.race(ctx, func(ctx context.Context) (U, error) { return f(ctx, v) }))
	}
}

func (p HedgePolicy) check(method string) {
	switch {
	case p.After < 0:
		misuse(method, "After must not be negative, got %v", p.After)
	case !(p.Percentile >= 0 && p.Percentile < 100): // also NaN
		misuse(method, "Percentile must be at least 0 and below 100, got %v", p.Percentile)
	case p.After == 0 && p.Percentile == 0:
		misuse(method, "After or Percentile must be positive")
	}
}

// A hedger runs attempts under a policy.
type hedger struct {
	policy HedgePolicy
	recent durations
}

// race runs the attempt in the caller's goroutine and, if it takes long, once more beside it.
func (h *hedger) race[T any](ctx context.Context, attempt func(context.Context) (T, error)) (v T, err error) {
	began := time.Now()
	delay, ok := h.delay()
	if !ok {
		v, err = attempt(ctx)
		h.note(began, err)
		return v, err
	}
	ctx, cancel := context.WithCancel(ctx) // of both attempts
	defer cancel()
	var (
		decided atomic.Bool // whether there is a second attempt
		won     atomic.Bool // by the second attempt, before the first one is cancelled
		second  Result[T]
		ended   = make(chan struct{})
	)
	beside(ctx, opts{abort: cancel}, func(ctx context.Context) {
		defer close(ended)
		if !waitUntil(ctx, began.Add(delay)) || ctx.Err() != nil || decided.Swap(true) {
			return
		}
		second.Value, second.Err = attempt(ctx)
		if succeeded(second.Err) {
			won.Store(true)
			cancel()
		}
	}, func() {
		v, err = attempt(ctx)
		if succeeded(err) && !won.Load() || !decided.Swap(true) {
			return
		}
		if <-ended; succeeded(second.Err) {
			v, err = second.Get()
		}
	})
	h.note(began, err)
	return v, err
}

// delay is how long to wait before a second attempt; ok is false if there is none.
func (h *hedger) delay() (d time.Duration, ok bool) {
	d = h.policy.After
	if above := h.recent.percentile(); above > 0 {
		d = max(d, above+1) // who takes just as long is not above it
	}
	return d, d > 0
}

// note takes down how long an element took that has succeeded. If the second
// attempt won, the first would have taken longer than the delay, and so did both together: the share of
// those above the delay, which is the percentile, stays what it is.
func (h *hedger) note(began time.Time, err error) {
	if h.policy.Percentile > 0 && succeeded(err) {
		h.recent.add(time.Since(began), h.policy.Percentile)
	}
}
