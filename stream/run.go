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
func (s Stream[T]) runToError(ctx context.Context, direct bool, f func(T) error) error {
	var failure error
	end := s.run(ctx, terminal{stops: true, direct: direct}, func(v T, err error) bool {
		if err == nil {
			err = f(v)
		}
		failure = err
		return err == nil
	})
	if failure != nil && !mirrors(ctx, failure) {
		return failure
	}
	return end
}

// mirrors reports whether err says no more than that ctx has ended.
func mirrors(ctx context.Context, err error) bool {
	return ctx.Err() != nil && (errors.Is(err, ctx.Err()) || errors.Is(err, context.Cause(ctx)))
}
