package stream

import "context"

// TakeUntil yields elements until stop is closed, and ends.
//
//	in    --1--2-------3--|
//	stop  --------x
//	out   --1--2--|
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a
// time. A goroutine of its own waits for stop, so that the stream ends at once,
// though the source is blocked; it is joined when the stream has ended.
//
// Memory: nothing is kept. stop is looked at before the source is asked, and
// again before the element is yielded: once stop is closed nothing is pulled or
// yielded, and what the source was about to yield is lost.
//
// Errors: passed on. That stop was closed is no error.
//
// Cancellation: ends with ctx. When stop is closed, what stands above is
// cancelled and joined, and what it makes of that is not yielded; what stands
// below goes on. So TakeUntil(stop).TryMap(handle).Buffered(8) takes no new work and finishes what it has.
//
// A value sent to stop ends the stream as closing it does, for the one run that receives it; an element that
// arrives in the same moment may still be yielded. A nil stop never stops.
//
// Rust: StreamExt::take_until, stream::abortable.
func (s Stream[T]) TakeUntil(stop <-chan struct{}) Stream[T] {
	return Stream[T]{size: s.size, fewer: true, each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		if stop == nil {
			s.push(ctx, o, emit)
			return
		}
		above, cancel := context.WithCancel(ctx)
		defer cancel()
		stopped := func() bool {
			select {
			case <-stop:
				cancel() // also so that a value received is remembered
			default:
			}
			return above.Err() != nil
		}
		if stopped() {
			return
		}
		watch := func(ctx context.Context) {
			select {
			case <-stop:
				cancel()
			case <-ctx.Done():
			}
		}
		beside(above, o, watch, func() {
			s.push(above, o.mayEndFirst(), func(v T, err error) bool {
				return !stopped() && emit(v, err) && !stopped()
			})
		})
	}}
}
