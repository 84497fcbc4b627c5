package ring

import (
	"context"
	"time"
)

// A taskContext is the context of the tasks in one slot, one after another. It
// is made once and cancelled at most once: nothing starts behind a failure.
type taskContext struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// run calls the task of element c, unless it lies behind a failure.
func (r *ring[T]) run(c uint64, lane int) (T, error) {
	ctx := r.ctx
	if r.ctxs != nil {
		p := r.ctxs.At(int(c & r.mask))
		t := p.Load()
		if t == nil {
			t = new(taskContext)
			t.ctx, t.cancel = context.WithCancel(r.ctx)
			p.Store(t)
		}
		ctx = t.ctx
	}
	pause()
	if r.limit.Load() < c { // after the context is there to be cancelled
		var zero T
		return zero, context.Canceled // never delivered: the failure comes first
	}
	if c%sampled == 0 {
		return r.timed(ctx, lane)
	}
	return r.Run(ctx, lane)
}

// timed calls the task and takes its time.
func (r *ring[T]) timed(ctx context.Context, lane int) (T, error) {
	began := time.Now()
	v, err := r.Run(ctx, lane)
	r.crew.judge(time.Since(began))
	return v, err
}

// sampled: the time of one task in so many is taken, since reading the clock costs more than a short one.
const sampled = 32

// failFast notes the failure that becomes the last result. What a sink would
// have received before it, had it looked, comes first.
func (r *ring[T]) failFast(err error) {
	if r.sink {
		r.drain()
	}
	if r.ctx.Err() == nil {
		r.failure.CompareAndSwap(nil, &err)
	}
}

// fail is called when element c has failed and its result is published: what
// lies behind it is cancelled, if nobody below makes anything of the failure.
func (r *ring[T]) fail(c uint64) {
	if r.Stops && r.Failed != nil {
		r.Failed()
	}
	switch {
	case r.FailFast:
		r.cancel()
	case !r.Stops:
	case r.Unordered: // all that is unfinished is behind it
		r.cancel()
	default:
		r.cutBehind(c)
	}
}

func (r *ring[T]) cutBehind(c uint64) {
	for {
		l := r.limit.Load()
		if l <= c {
			return
		}
		if r.limit.CompareAndSwap(l, c) {
			break
		}
	}
	pause()
	if r.fed() {
		r.feed.cancel()
	}
	if r.ctxs == nil {
		return
	}
	for b, end := c+1, r.claim.Load(); b < end; b++ {
		if t := r.ctxs.At(int(b & r.mask)).Load(); t != nil {
			t.cancel()
		}
	}
}

// guarded runs f; its panic or Goexit ends the run at once.
func (r *ring[T]) guarded(f func()) {
	r.guard.Run(f, func() {
		r.Abort()
		r.stop()
	})
}
