package main

import (
	"context"
	"errors"
)

// waiting is a task that waits, for some values, until its context ends.
func (l *link) waiting(w *world) func(context.Context, int) (int, error) {
	return func(ctx context.Context, v int) (int, error) {
		defer w.enter(ctx, l.own, l.id, v)()
		if !l.fails(v) {
			return v + 1, nil
		}
		<-ctx.Done()
		switch f := (failure{&trial{v: v}}); {
		case !errors.Is(ctx.Err(), context.DeadlineExceeded):
			return v, ctx.Err()
		case v%2 == 0:
			return v, errors.Join(f, ctx.Err())
		default:
			return v, f // Timeout says what that comes from
		}
	}
}

// late sees to it that Timeout says that it was one.
func (l *link) late(w *world) func(error) error {
	return func(err error) error {
		if f, ok := errors.AsType[failure](err); ok && !errors.Is(err, context.DeadlineExceeded) {
			w.violated("%s: %d has failed with %v, not because it was late", l, f.v, err)
		}
		return root(err)
	}
}

// racing is a task of which, for most values, only the second attempt succeeds:
// the first waits for its end, or fails when the second has begun.
func (l *link) racing(w *world) func(context.Context, *trial) (*trial, error) {
	two := w.within(l.own, 2, "an attempt of "+l.String())
	return func(ctx context.Context, t *trial) (*trial, error) {
		defer t.running.Add(-1)
		t.running.Add(1)
		second := t.second
		n := t.begun.Add(1)
		if n == 2 {
			close(second)
		}
		defer w.enter(ctx, two, l.id, t.v)()
		late := hash(w.seed+2, l.id, t.v) % 4
		if n == 1 && late == 0 && !l.fails(t.v) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		if n == 1 && (late == 1 || l.fails(t.v)) {
			select {
			case <-second:
				return nil, failure{t}
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		if l.fails(t.v) {
			return nil, failure{t}
		}
		return t, nil
	}
}

// raced sees to it that a race is over when it is decided.
func (l *link) raced(w *world, t *trial) {
	if n := t.running.Load(); n != 0 {
		w.violated("%s: %d attempts at %d still run", l, n, t.v)
	}
	if n := t.again(); n > 2 {
		w.violated("%s: %d attempts at %d have begun", l, n, t.v)
	}
}

func (l *link) won(w *world) func(*trial) int {
	return func(t *trial) int {
		l.raced(w, t)
		return t.v + 1
	}
}

func (l *link) lost(w *world) func(error) error {
	return func(err error) error {
		if f, ok := errors.AsType[failure](err); ok {
			l.raced(w, f.trial)
		}
		return root(err)
	}
}
