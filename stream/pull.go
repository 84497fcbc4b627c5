package stream

import (
	"context"
	"iter"

	"github.com/seed-09178888/leat/internal/ring"
)

// pull is push for a stage that asks for elements: next runs s on to its next
// element and is false at the end, also that of ctx. Nothing runs before the
// first next, and nothing beyond the last. stop ends the run and joins it; end ctx before, so
// that what s waits for ends too. A panic or Goexit of s arrives in whoever called next or stop.
func (s Stream[T]) pull(ctx context.Context, o opts) (next func() (T, error, bool), stop func()) {
	if s.open != nil {
		if f := s.open(o, 1); f.feed == nil {
			return s.inPlace(ctx, f), func() {}
		}
	}
	return iter.Pull2(func(yield func(T, error) bool) {
		defer func() {
			if v := recover(); v != nil { // while its stack is there: iter.Pull2 hands on the value alone
				panic(ring.Recovered(v))
			}
		}()
		s.push(ctx, o, yield)
	})
}

// inPlace reads a flow that is indexed, as push does, without a coroutine.
func (s Stream[T]) inPlace(ctx context.Context, f flow[T]) func() (T, error, bool) {
	i := 0
	return func() (v T, err error, ok bool) {
		var zero T
		for i < f.size && ctx.Err() == nil {
			v, err = f.run(ctx, i)
			i++
			if err == ring.ErrDropped { //nolint:errorlint // a private sentinel, never wrapped
				continue
			}
			if (s.usesCtx || err != nil) && ctx.Err() != nil {
				break // what a task makes of the run's end is no element
			}
			return v, err, true
		}
		return zero, nil, false
	}
}
