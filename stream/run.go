package stream

import (
	"context"
	"errors"

	"github.com/seed-09178888/leat/internal/ring"
)

// A terminal runs a stream. What all terminals share stands here.
type terminal struct {
	stops  bool  // at the first error
	direct bool  // emit is no user code
	inBody *bool // All: the loop body is running; its panic passes as it is

	abort context.CancelFunc // of the context that run is given, if that is to end too when user code panics
}

// run drives s until its end or until emit returns false. It returns the cause
// if ctx has ended, and has joined everything when it returns, panics or Goexits.
func (s Stream[T]) run(ctx context.Context, t terminal, emit func(T, error) bool) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	whole, cancel := context.WithCancel(ctx)
	defer cancel()
	normal := false
	defer func() {
		if normal || t.inBody != nil && *t.inBody {
			return
		}
		if v := recover(); v != nil {
			panic(ring.Recovered(v))
		}
	}()
	o := opts{stops: t.stops, abort: cancel}
	if t.abort != nil {
		o.abort = t.abort
	}
	if t.direct && s.sink != nil {
		s.sink(whole, o, emit)
	} else {
		s.push(whole, o, emit)
	}
	normal = true
	return context.Cause(ctx)
}

// runToError drives s until its first error or the end. f is called for every
// value before it; its error counts as the stream's.
func (s Stream[T]) runToError(ctx context.Context, t terminal, f func(T) error) error {
	var failure error
	t.stops = true
	end := s.run(ctx, t, func(v T, err error) bool {
		if err == nil {
			err = f(v)
		}
		failure = err
		return err == nil
	})
	switch {
	case failure == nil:
		return end
	case mirrors(ctx, failure): // ctx may have ended since run looked
		return context.Cause(ctx)
	}
	return failure
}

// tryToError is runToError for an f that takes the context of the run, which
// ends when a task panics.
func (s Stream[T]) tryToError(ctx context.Context, f func(context.Context, T) error) error {
	whole, cancel := context.WithCancel(ctx)
	defer cancel()
	return s.runToError(whole, terminal{abort: cancel}, func(v T) error { return f(whole, v) })
}

// mirrors reports whether err says no more than that ctx has ended.
func mirrors(ctx context.Context, err error) bool {
	return ctx.Err() != nil && (errors.Is(err, ctx.Err()) || errors.Is(err, context.Cause(ctx)))
}
