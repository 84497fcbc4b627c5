package stream

import (
	"context"
	"sync/atomic"
)

// A frontier is the source of [Stream.Expand]: what its function has returned and,
// when there is nothing of that, one element of the stream above.
type frontier[T any] struct {
	*queue[T]
	unfinished atomic.Int64 // elements that were pulled or returned and are not yet expanded
}

// finish is called when an element has been expanded into more.
func (fr *frontier[T]) finish(more []T) {
	left := fr.unfinished.Add(int64(len(more)) - 1) // before anybody can take what is put
	if len(more) > 0 || left == 0 {
		fr.put(more...) // of nothing: wakes feed, which finds the end
	}
}

// feed commits elements until nothing is left.
func (fr *frontier[T]) feed(ctx context.Context, o opts, s Stream[T], commit func(T, error) bool) {
	s.onDemand(ctx, o, func(ask func(), in <-chan Result[T]) {
		asked := false
		arrive := func(r Result[T], ok bool) (wanted bool) {
			switch asked = false; {
			case !ok:
				in = nil
			case r.Err != nil:
				return commit(r.Value, r.Err)
			default:
				fr.unfinished.Add(1)
				fr.put(r.Value)
			}
			return true
		}
		for {
			select { // first: what was asked for does not wait until a long frontier has been expanded
			case r, ok := <-in:
				if !arrive(r, ok) {
					return
				}
			default:
			}
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
				if !arrive(r, ok) {
					return
				}
			case <-fr.filled:
			case <-ctx.Done():
				return
			}
		}
	})
}
