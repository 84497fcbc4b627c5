package stream

import (
	"context"
	"fmt"

	"github.com/cenkalti/backoff/v5"

	"github.com/seed-09178888/leat/internal/ring"
)

// Retry runs the task above it again when it fails, after a pause.
//
//	in   --a--b-----------|
//	run    [#].[#]..[a]       Tries: 3
//	          [b]
//	out  ------------a-b--|     Retry(p).Buffered(2): a keeps its place, and its slot
//
// The whole task is run again, all stages since the last boundary or sequence
// stage: TryMap(charge).TryMap(notify).Retry(p) charges again when notify fails. [RetryPolicy.Wrap]
// retries one function. TryMap(fetch).Timeout(d).Retry(p) gives each attempt d, and
// TryMap(fetch).Retry(p).Timeout(d) all attempts and pauses together.
//
// Order: as the input.
//
// Concurrency: part of the task: the attempts of an element come one after
// another, and it holds its slot in the pauses. p.If and p.Backoff must be safe for concurrent use if a boundary stands below.
//
// Memory: nothing is kept for an element whose first attempt succeeds.
//
// Errors: what fails in the end comes as a [*RetryError], whatever the reason
// was to give up, the only attempt of an error that is not retried included. A value that was filtered out has not
// failed. Errors from above have no task and pass untouched, unless an OrElse above Retry makes something of them.
//
// Cancellation: attempts and pauses end with the context given to Retry: that of
// the run, or of a Timeout below. After that there is no further attempt.
//
// Misuse: panics if there is no task above it: Buffered(8).Retry(p) would
// retry nothing. Likewise if p.Tries is negative, and, at the first failure, if p.Backoff returns nil.
//
// Rust: tryhard, backoff or tokio-retry around the future of each element.
func (s Stream[T]) Retry(p RetryPolicy) Stream[T] {
	needsTask("Retry", s.traits)
	p = p.checked("Retry")
	return wholeTask(s, func(run func(context.Context, int) (T, error)) func(context.Context, int) (T, error) {
		return func(ctx context.Context, lane int) (T, error) {
			v, err := run(ctx, lane)
			if succeeded(err) {
				return v, err
			}
			return p.again(ctx, err, func() (T, error) { return run(ctx, lane) })
		}
	})
}

// A RetryPolicy says how often, when, and after which errors something that has failed is tried again.
type RetryPolicy struct {
	// Tries is the number of attempts in all; 0 means 3.
	Tries int

	// Backoff returns how long to pause before each further attempt. It is called once for every element
	// that fails. nil is backoff.NewExponentialBackOff of github.com/cenkalti/backoff/v5: half a second, then 1.5 times
	// as long each time, up to a minute, and each at random half as long to one and a half times.
	// There is no limit on the time in all: that is what Timeout below Retry is for.
	Backoff func() backoff.BackOff

	// If reports whether an error is worth another attempt; nil: every error is. In any case an
	// error that wraps backoff.Permanent is not, and one that wraps backoff.RetryAfter says itself how long the pause is.
	If func(error) bool
}

// Wrap returns f with retries: TryMap(charge).TryMap(p.Wrap(notify)) charges
// once. Everything said of [Stream.Retry] holds.
func (p RetryPolicy) Wrap[T, U any](f func(context.Context, T) (U, error)) func(context.Context, T) (U, error) {
	notNil("RetryPolicy.Wrap", "f", f == nil)
	p = p.checked("RetryPolicy.Wrap")
	return func(ctx context.Context, v T) (U, error) {
		u, err := f(ctx, v)
		if err == nil {
			return u, nil
		}
		return p.again(ctx, err, func() (U, error) { return f(ctx, v) })
	}
}

// A RetryError is what an element fails with that was tried again in vain, or was not worth it.
type RetryError struct {
	Attempts int   // that were made, at least 1
	Err      error // of the last one
}

// Error says how many attempts were made, and the error of the last one.
func (e *RetryError) Error() string {
	times := "attempts"
	if e.Attempts == 1 {
		times = "attempt"
	}
	return fmt.Sprintf("gave up after %d %s: %v", e.Attempts, times, e.Err)
}

// Unwrap returns the error of the last attempt.
func (e *RetryError) Unwrap() error { return e.Err }

func (p RetryPolicy) checked(method string) RetryPolicy {
	atLeast(method, "Tries", 0, p.Tries)
	if p.Tries == 0 {
		p.Tries = 3
	}
	if p.Backoff == nil {
		p.Backoff = func() backoff.BackOff { return backoff.NewExponentialBackOff() }
	}
	given := p.Backoff
	p.Backoff = func() backoff.BackOff {
		b := given()
		notNil(method, "what Backoff returns", b == nil)
		return b
	}
	return p
}

// again makes the attempts that follow a first one, which has failed with err.
// What has failed after ctx has ended may only mirror that: nobody is asked what to make of it.
func (p RetryPolicy) again[T any](ctx context.Context, err error, attempt func() (T, error)) (v T, _ error) {
	attempts := 1
	if ctx.Err() != nil {
		return v, &RetryError{attempts, err}
	}
	first := true
	_, _ = backoff.Retry(ctx, func() (struct{}, error) {
		if !first && ctx.Err() == nil { // both may have ended at once, the pause and ctx
			v, err = attempt()
			attempts++
		}
		first = false
		switch {
		case succeeded(err):
			return struct{}{}, nil
		case ctx.Err() != nil || p.If != nil && !p.If(err):
			return struct{}{}, backoff.Permanent(err)
		}
		return struct{}{}, err
	}, backoff.WithBackOff(p.Backoff()), backoff.WithMaxTries(uint(p.Tries)), backoff.WithMaxElapsedTime(0))
	if succeeded(err) {
		return v, err
	}
	var zero T
	return zero, &RetryError{attempts, err}
}

// succeeded reports whether an attempt has not failed: a value that was filtered out has not.
func succeeded(err error) bool {
	return err == nil || err == ring.ErrDropped //nolint:errorlint // a private sentinel, never wrapped
}
