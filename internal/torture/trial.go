package main

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/cenkalti/backoff/v5"

	"github.com/seed-09178888/leat/stream"
)

// A trial is an element that knows its attempts, though others may have the
// same value. It is made above the task, which can run more than once.
type trial struct {
	v       int
	begun   atomic.Int64 // attempts since again was called
	running atomic.Int64
	second  chan struct{}   // closed when the second attempt has begun
	ctx     context.Context // of the last attempt of those that come one after another
	ended   bool            // and it had ended when that did
}

func newTrial(n, v int) (int, *trial) { return n, &trial{v: v, second: make(chan struct{})} }

// again returns the number of attempts and begins to count anew: a Retry further below may run the whole task again.
func (t *trial) again() int {
	t.second = make(chan struct{})
	return int(t.begun.Swap(0))
}

// A failure is the mishap of a trial.
type failure struct{ *trial }

func (f failure) Error() string { return mishap(f.v).Error() }
func (f failure) Unwrap() error { return mishap(f.v) }

// failing is a task whose first v%4 attempts fail; for some values the first of
// them says that there is no use in another.
func (l *link) failing(w *world) func(context.Context, *trial) (*trial, error) {
	return func(ctx context.Context, t *trial) (*trial, error) {
		defer w.enter(ctx, l.own, l.id, t.v)()
		n := int(t.begun.Add(1))
		if n > 1 && t.ended {
			w.violated("%s: attempt %d at %d has begun after the end of the context", l, n, t.v)
		}
		t.ctx = ctx
		defer func() { t.ended = ctx.Err() != nil }()
		switch {
		case n > rest(t.v, 4):
			return t, nil
		case rest(t.v, 7) == 0:
			return nil, backoff.Permanent(failure{t})
		}
		return nil, failure{t}
	}
}

// worth is the If of that Retry, which is not asked at the end of the context.
func (l *link) worth(w *world) func(error) bool {
	return func(err error) bool {
		if f, ok := errors.AsType[failure](err); !ok || f.ended {
			w.violated("%s: is %v worth another attempt, after the end of the context?", l, err)
		}
		return true
	}
}

// attempts is how many Retry makes at such a task.
func (l *link) attempts(v int) int {
	if rest(v, 4) > 0 && rest(v, 7) == 0 {
		return 1
	}
	return min(l.n, rest(v, 4)+1)
}

func (l *link) succeeded(w *world) func(*trial) int {
	return func(t *trial) int {
		if n := t.again(); n != rest(t.v, 4)+1 {
			w.violated("%s: %d has succeeded in attempt %d", l, t.v, n)
		}
		return t.v + 1
	}
}

// gaveUp sees to it that Retry says why it gave up.
func (l *link) gaveUp(w *world) func(error) error {
	return func(err error) error {
		f, ok := errors.AsType[failure](err)
		if !ok {
			return err // of an element from above
		}
		n, early := f.again(), f.ctx.Err() != nil
		if e, ok := errors.AsType[*stream.RetryError](err); !ok || e.Attempts != n || n != l.attempts(f.v) && !early {
			w.violated("%s: %d has failed after %d attempts, of %d, with the error %v", l, f.v, n, l.attempts(f.v), err)
		}
		return mishap(f.v)
	}
}
