package stream

import (
	"context"
	"time"

	"github.com/seed-09178888/leat/internal/ring"
)

// A cursorRun is what a Cursor and the goroutine of its run share. It does not
// refer to the Cursor, so that one that nobody holds any more can be told from one in use.
type cursorRun[T any] struct {
	s      Stream[T]
	ctx    context.Context // the caller's; that of the run when it has started
	cancel context.CancelFunc

	given chan Result[T] // one element per demand; closed when the run is over
	asked chan struct{}  // holds one token: a demand

	end   error      // the cause, if ctx has ended the run
	guard ring.Guard // what a function of the stream did to the run
}

// start starts the run. The function it returns ends it.
func (r *cursorRun[T]) start() context.CancelFunc {
	r.ctx, r.cancel = context.WithCancel(r.ctx)
	go r.live()
	return r.cancel
}

// live is the life of the goroutine. The first demand is there.
func (r *cursorRun[T]) live() {
	defer close(r.given)
	defer r.cancel()
	r.guard.Run(func() {
		r.end = r.s.run(r.ctx, terminal{abort: r.cancel}, func(v T, err error) bool {
			if r.ctx.Err() != nil || !send(r.ctx, r.given, Result[T]{v, err}) {
				return false
			}
			_, more := receive(r.ctx, r.asked)
			return more
		})
	}, r.cancel)
}

// bubbled reports whether the caller is in a bubble of testing/synctest. There a
// cleanup, which runs outside, may not end a context: it would be a fatal error. A
// bubble's clock, and no other, has no monotonic reading: Round(0), which takes it off, changes nothing.
func bubbled() bool {
	now := time.Now()
	return now == now.Round(0) //nolint:staticcheck // Equal does not compare the readings
}
