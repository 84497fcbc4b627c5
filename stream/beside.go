package stream

import (
	"context"

	"github.com/sourcegraph/conc"

	"github.com/seed-09178888/leat/internal/ring"
)

// beside runs other in a goroutine of its own while body runs in the caller's.
// When body has come back, by whatever way, the context of other is cancelled
// and other is joined. A panic or Goexit of other ends the run, and is continued in the caller.
func beside(ctx context.Context, o opts, other func(ctx context.Context), body func()) {
	var (
		guard ring.Guard
		wg    conc.WaitGroup
	)
	inner, cancel := context.WithCancel(ctx)
	normal := false
	defer func() {
		if !normal { // body panicked or called Goexit
			o.abort()
			cancel()
			wg.Wait()
		}
	}()
	wg.Go(func() { guard.Run(func() { other(inner) }, o.abort) })
	body()
	normal = true
	cancel()
	wg.Wait()
	guard.Rethrow()
}

// relay runs s in a goroutine of its own, which hands its elements to body one
// at a time through a channel. The channel is closed at the end, also that of ctx.
func (s Stream[T]) relay(ctx context.Context, o opts, body func(in <-chan Result[T])) {
	in := make(chan Result[T])
	beside(ctx, o, func(ctx context.Context) {
		defer close(in)
		s.push(ctx, o, func(v T, err error) bool {
			last := o.last(err)
			return send(ctx, in, Result[T]{v, err}) && !last
		})
	}, func() { body(in) })
}

// onDemand is relay for a body that asks for each element. s is not started before the first call of ask.
func (s Stream[T]) onDemand(ctx context.Context, o opts, body func(ask func(), in <-chan Result[T])) {
	demand := make(chan struct{}, 1)
	in := make(chan Result[T])
	beside(ctx, o, func(ctx context.Context) {
		defer close(in)
		wanted := func() bool {
			_, ok := receive(ctx, demand)
			return ok
		}
		if wanted() {
			s.push(ctx, o, func(v T, err error) bool {
				last := o.last(err)
				return send(ctx, in, Result[T]{v, err}) && !last && wanted()
			})
		}
	}, func() { body(func() { demand <- struct{}{} }, in) })
}

// send is false if ctx has ended.
func send[T any](ctx context.Context, ch chan<- T, v T) bool {
	select {
	case ch <- v:
		return true
	case <-ctx.Done():
		return false
	}
}
