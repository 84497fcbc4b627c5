package stream

import (
	"context"
	"sync/atomic"
)

// A frontier is the source of [Stream.Expand]: what its function has returned comes
// first, and the stream above is asked only when there is nothing of that.
type frontier[T any] struct {
	*queue[T]
	unfinished atomic.Int64 // elements that were pulled or returned and are not yet expanded
}

// finish is called when an element has been expanded into more.
func (fr *frontier[T]) finish(more []T) {
	left := fr.unfinished.Add(int64(len(more)) - 1)
	if fr.put(more...); left == 0 {
		signal(fr.filled)
	}
}

// feed commits elements until nothing is left.
func (fr *frontier[T]) feed(ctx context.Context, o opts, s Stream[T], commit func(T, error) bool) {
	s.onDemand(ctx, o, func(ask func(), in <-chan Result[T]) {
		for asked := false; ; {
			if v, ok := fr.poll(); ok {
				if !commit(v, nil) {
					return
				}
				continue
			}
			if in == nil && fr.unfinished.Load() == 0 {
				return
			}
			if in != nil && !asked {
				ask()
				asked = true
			}
			select {
			case r, ok := <-in:
				if asked = false; !ok {
					in = nil
					continue
				}
				if r.Err == nil {
					fr.unfinished.Add(1)
				}
				if !commit(r.Value, r.Err) {
					return
				}
			case <-fr.filled:
			case <-ctx.Done():
				return
			}
		}
	})
}
