package stream

import (
	"context"
	"fmt"
	"time"
)

// WithGrace returns a context that ends d after stop has ended, for a stream that is to finish what it has
// begun once its source has been stopped:
//
//	stop, release := signal.NotifyContext(context.Background(), os.Interrupt)
//	defer release()
//	ctx, cancel := stream.WithGrace(stop, 10*time.Second)
//	defer cancel()
//	err := jobs.TakeUntil(stop.Done()).TryMap(work).Buffered(8).TryForEach(ctx, store)
//
// When stop ends, TakeUntil takes no new element, and what was taken goes on: if all of it is done within d, err
// is nil. Else the tasks are cancelled, and err is the context's cause, which says so and wraps the
// cause of stop. The context has the values of stop, but not its deadline.
//
// Misuse: panics if d is not positive. Without a grace, use stop itself.
func WithGrace(stop context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	positive("WithGrace", "d", d)
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(stop))
	unwatch := context.AfterFunc(stop, func() {
		select {
		case <-time.After(d):
			cancel(fmt.Errorf("stream: not finished %v after the stop: %w", d, context.Cause(stop)))
		case <-ctx.Done():
		}
	})
	return ctx, func() {
		unwatch()
		cancel(context.Canceled)
	}
}
