package stream

import (
	"context"
	"sync/atomic"

	"github.com/sourcegraph/conc"

	"github.com/seed-09178888/leat/internal/ring"
)

// Tee runs the stream once for several consumers, each of which sees every
// element, in a goroutine of its own. It returns when all have returned.
//
//	in          --a-----b--#-----c--|
//	consumer 1  --a-----b--#-----c--|
//	consumer 2  --a.....b--#.....c--|     . it is busy: the slowest sets the pace
//
// Order: every consumer sees the order of the stream.
//
// Concurrency: the stream runs in the caller's goroutine, each consumer in one of its own, so they must be safe for concurrent
// use with each other. An element goes to all consumers at once, and the next one is pulled when each has taken it or
// has returned. A consumer that has returned nil has stopped, and no longer counts; when all have, the stream is
// stopped. One that neither reads nor returns holds up the others until ctx ends.
//
// Memory: at most one element that not all have received; a boundary above or within a consumer has its window besides. The
// elements are shared, not copied.
//
// Errors: are elements, which every consumer sees; Tee does not stop at them. The first consumer that fails, in
// time, ends the stream and the context of the others, with its error as the cause, and Tee returns that error.
//
// Cancellation: when ctx ends, so do the contexts of the consumers; everything is joined and
// context.Cause(ctx) returned, unless a consumer had failed before.
//
// A consumer reads its stream once, as that of [FromChan]: a second run goes on where the first
// stopped. The stream ends with the source. When the consumer's context ends it does not
// look like the end: a terminal with another context gets the cause as an error element.
// With no consumers Tee returns nil at once and the stream does not run.
//
// Misuse: panics if a consumer is nil.
//
// Rust: SinkExt::fanout.
func (s Stream[T]) Tee(ctx context.Context, consumers ...func(context.Context, Stream[T]) error) error {
	for _, consumer := range consumers {
		notNil("Tee", "consumer", consumer == nil)
	}
	if len(consumers) == 0 {
		return nil
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	whole, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	t := tee[T]{whole: whole, cancel: cancel}
	t.run(s, consumers)
	failure := context.Cause(whole)
	if mirrors(ctx, failure) { // the consumer may have seen the end of ctx first
		return context.Cause(ctx)
	}
	return failure
}

// A tee is a run of Tee.
type tee[T any] struct {
	whole   context.Context // of the consumers; its cause is the first failure
	cancel  context.CancelCauseFunc
	guard   ring.Guard
	running atomic.Int64 // consumers that have not returned
	live    []*branch[T] // those of which the stream does not know that they have
}

// A branch leads to one consumer.
type branch[T any] struct {
	in    chan Result[T] // holds one element
	taken chan struct{}  // holds one token: the element has been received
	gone  chan struct{}  // closed when the consumer has returned
}

// run runs the stream here and the consumers beside it, and joins all.
func (t *tee[T]) run(s Stream[T], consumers []func(context.Context, Stream[T]) error) {
	var wg conc.WaitGroup
	abort := func() { t.cancel(nil) }
	normal := false
	defer func() {
		if !normal { // the stream panicked or called Goexit
			abort()
			wg.Wait()
		}
	}()
	wanted, stop := context.WithCancel(t.whole)
	defer stop()
	t.running.Store(int64(len(consumers)))
	for _, consumer := range consumers {
		b := &branch[T]{in: make(chan Result[T], 1), taken: make(chan struct{}, 1), gone: make(chan struct{})}
		t.live = append(t.live, b)
		wg.Go(func() {
			t.guard.Run(func() { t.consume(consumer, b) }, abort)
			close(b.gone)
			if t.running.Add(-1) == 0 {
				stop()
			}
		})
	}
	_ = s.run(wanted, terminal{abort: abort}, func(v T, err error) bool { return t.hand(wanted, Result[T]{v, err}) })
	if wanted.Err() == nil { // the source has ended, and nothing else
		for _, b := range t.live {
			close(b.in)
		}
	}
	wg.Wait()
	normal = true
	t.guard.Rethrow()
}

func (t *tee[T]) consume(consumer func(context.Context, Stream[T]) error, b *branch[T]) {
	if err := consumer(t.whole, b.stream(t.whole)); err != nil {
		t.cancel(err)
	}
}

// hand gives an element to all consumers, and waits until each has taken it or has returned.
func (t *tee[T]) hand(ctx context.Context, r Result[T]) bool {
	for _, b := range t.live {
		b.in <- r // there is room: the last one was taken
	}
	left := t.live[:0]
	for _, b := range t.live {
		select {
		case <-b.taken:
			left = append(left, b)
		case <-b.gone:
		case <-ctx.Done():
			return false
		}
	}
	t.live = left
	return len(left) > 0
}

// stream is what the consumer reads.
func (b *branch[T]) stream(whole context.Context) Stream[T] {
	return source(func(ctx context.Context, emit func(T, error) bool) {
		for {
			select {
			case r, more := <-b.in:
				if !more {
					return
				}
				b.taken <- struct{}{}
				if !emit(r.Value, r.Err) {
					return
				}
			case <-ctx.Done():
				return
			case <-whole.Done():
				// Looked up before emit looks at ctx: by then a ctx made of whole has ended too.
				cause := context.Cause(whole)
				var zero T
				emit(zero, cause)
				return
			}
		}
	})
}
