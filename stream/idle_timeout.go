package stream

import (
	"context"
	"errors"
	"time"
)

// ErrIdle is the element that [Stream.IdleTimeout] yields when the stream above has been silent for too long.
var ErrIdle = errors.New("stream: idle")

// IdleTimeout yields [ErrIdle] when the next element is waited for longer than
// d: once per wait. The late element still comes.
//
//	in   --1--2-----------3--|
//	out  --1--2----#------3--|     IdleTimeout(5 ticks)
//
// Order: as the input.
//
// Concurrency: a sequence stage: the stream above runs, the task above it one
// element at a time, in a goroutine of its own and goes on while the consumer is
// busy. That time is no waiting.
//
// Memory: reads one element ahead.
//
// Errors: those from above are passed on. ErrIdle is an error like others: [Stream.TryCollect] stops at it.
//
// Cancellation: ends with ctx.
//
// Misuse: panics if d is not positive.
//
// Rust: tokio_stream's StreamExt::timeout. For a limit on the work per element see Timeout.
func (s Stream[T]) IdleTimeout(d time.Duration) Stream[T] {
	positive("IdleTimeout", "d", d)
	return Stream[T]{size: s.size, fewer: s.fewer, each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		s.relay(ctx, o, func(in <-chan Result[T]) {
			idle := time.NewTimer(d)
			defer idle.Stop()
			for {
				r, ok, late := nextOrIdle(in, idle.C)
				if !ok || ctx.Err() != nil || !emit(r.Value, r.Err) {
					return
				}
				if !late { // idle fires once per Reset, and so once per wait
					idle.Reset(d)
				}
			}
		})
	}}
}

// nextOrIdle receives the next element, or ErrIdle if idle fires first. An
// element that is there by then is not late: this goroutine may have been.
func nextOrIdle[T any](in <-chan Result[T], idle <-chan time.Time) (r Result[T], ok, late bool) {
	select {
	case r, ok = <-in:
		return r, ok, false
	case <-idle:
	}
	select {
	case r, ok = <-in:
		return r, ok, false
	default:
		return Result[T]{Err: ErrIdle}, true, true
	}
}
