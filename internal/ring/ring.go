// Package ring runs tasks concurrently and hands their results on by position.
//
// It is the engine behind every boundary of package stream. Elements are
// numbered as they are pulled; n workers claim them in that order, run them,
// and put each result into the slot of its position. Results leave the ring in
// the order of their positions. For an ordered boundary the position of an
// element is its number, for an unordered one the ticket it draws when its task
// has finished: that is the whole difference between the two.
//
// # Words
//
//	number    of an element: 0, 1, 2 ... in the order of the source
//	lane      where the source keeps the raw element until its task has run
//	position  of a result: results are received in the order of positions
//	slot      where the result of a position waits: position modulo ring size
//	released  the elements whose slot is free again: received, or dropped
//
// # Counters
//
//	next + dropped <= claim <= tail <= next + dropped + window
//
// claim is the next element to run, tail the next one to be pulled (a source
// that is indexed has no tail: what lies below released + window is there), next
// the next position to be received, and dropped counts the elements that
// vanished without a position (unordered only). They only grow. An error from
// above that an unordered ring places directly has a position and no number: it
// counts towards the window (feed.direct), and moves next, but not claim and tail.
//
// # Invariants
//
//  1. A number is claimed once, by the CAS of claim; at most n workers live.
//
//  2. A slot is written by the worker (or feeder) that owns its position, before
//     the state done(p), and read by the receiver of p, after it. States are unique per
//     position and never reset, so a stale look at a slot that is in use again
//     cannot be mistaken.
//
//  3. Position p is written only while p < next + ring size, since at most
//     window elements are unreleased: no result is overwritten unreceived.
//
//  4. A lane belongs to one element from the moment the source is asked for it
//     until its task has returned.
//
//  5. Only the receiver moves next over a result. Over a dropped position
//     anybody may, by CAS.
//
//  6. No lock is held, and no role that others wait for, while user code runs.
//     (A task does hold one of the n workers, of course.)
//
//  7. Nobody sleeps through work. Every wait is one of four pairs, and in each
//     one side publishes and then looks for sleepers, the other announces its
//     sleep and then looks for work (Go's atomics are sequentially consistent):
//
//     workers       for claimable elements   woken by commit, and by release
//     the feeder    for room in the window   woken by release, and by stop
//     results       for room in the ring below   taken there by release (of linked rings; stalled announces them)
//     the consumer  for the next position    woken by a result, a drop, the source's end, and by stop
//
//     In a sink, workers and the feeder look for results to deliver as well before they sleep.
//
//  8. Everybody leaves once stopped is set, and every goroutine is joined
//     before Each or Sink returns. Nobody selects on ctx.Done: tasks and sources
//     see the context, and when they return, those who wait for them wake.
//
// # Receiving
//
// Each has a consumer: the caller, because emit may be user code. Sink has none:
// there the caller is one of the workers (or feeds), and results are delivered
// under the try-lock draining. After giving the lock up, its holder looks again,
// so that no result is left to somebody who was turned away. To deliver costs
// little per result if many are delivered at once, so it is put off as long as nobody
// waits for it. It is done by
//
//   - a worker that lacks work, since released results make room for more;
//   - a worker whose claim has used up the window while others sleep for want of work;
//   - a worker that has finished while the feeder sleeps for want of room, or the feeder before it does;
//   - a worker or feeder that is about to note a FailFast failure, or finds the context ended.
//
// # Links
//
// A ring below which another one stands delivers as a sink does, into the lanes of
// that one (link.go). Whoever delivers there plays the feeder of the ring below, one
// at a time thanks to draining. It delivers as well
//
//   - as soon as a worker of the ring below sleeps that could run the result;
//   - when the ring below has room again for results that had to wait for it;
//   - at the hands of a worker of the ring below that lacks work.
//
// What happens when is the same as with a feeder between the two: TestLink compares both, event by event.
package ring

import (
	"context"
	"sync/atomic"
)

type pad [64]byte // keeps what different cores write on cache lines of their own

type ring[T any] struct {
	Job[T]
	emit   func(T, error) bool
	sink   bool       // emit is no user code, anybody may call it, one at a time
	below  downstream // the ring that emit puts results into; nil: there is none
	parent context.Context
	ctx    context.Context // of the tasks
	cancel context.CancelFunc
	window uint64
	mask   uint64
	slots  *Table[slot[T]]
	ctxs   *Table[atomic.Pointer[taskContext]] // ordered, if a failure cancels what is behind it
	crew   crew

	consumer sleeper
	feed     feed

	guard   Guard
	failure atomic.Pointer[error] // FailFast: the first in time

	_       pad
	claim   atomic.Uint64
	_       pad
	tail    atomic.Uint64 // fed: elements handed to the workers
	end     atomic.Uint64 // elements in all, once that is known
	_       pad
	next    atomic.Uint64
	dropped atomic.Uint64
	_       pad
	ticket  atomic.Uint64 // unordered: positions given away
	_       pad
	limit   atomic.Uint64 // elements behind it do not start
	stopped atomic.Bool
	_       pad

	draining atomic.Bool
}

const unknown = ^uint64(0)

func newRing[T any](ctx context.Context, j Job[T], emit func(T, error) bool, sink bool) *ring[T] {
	r := &ring[T]{Job: j, emit: emit, sink: sink, parent: ctx, window: uint64(j.Window)}
	size := Lanes(j.Window)
	r.end.Store(unknown)
	fed := j.Feed != nil || j.Link != nil
	if !fed {
		size = Lanes(max(1, min(j.Window, j.Size)))
		r.end.Store(uint64(j.Size))
	}
	r.mask = uint64(size - 1)
	r.limit.Store(unknown)
	above, cancel := context.WithCancel(ctx) // without the name: that is of what stands above
	r.ctx, r.cancel = labelled(above, j.Name), cancel
	r.slots = NewTable[slot[T]](size)
	if j.UsesCtx && j.Stops && !j.Unordered && !j.FailFast {
		r.ctxs = NewTable[atomic.Pointer[taskContext]](size)
	}
	r.consumer.init(r.ready)
	r.crew.init(j.Workers, r.worker, r.workable)
	r.crew.called = r.called
	if sink {
		r.crew.useful = r.drainable
	}
	if fed {
		r.initFeed(above, size)
	} else {
		for i := 0; i < size; i += segment {
			r.grow(uint64(i))
		}
	}
	return r
}

// grow makes sure that the slot of a position exists.
func (r *ring[T]) grow(p uint64) {
	r.slots.Grow(int(p & r.mask))
	if r.ctxs != nil {
		r.ctxs.Grow(int(p & r.mask))
	}
}

// close ends the run and joins everybody.
func (r *ring[T]) close() {
	r.stop()
	r.crew.dismiss() // somebody else may be about to: nobody starts from here on
	if r.linked() {
		r.feed.link.close()
	}
	r.crew.wg.Wait()
}

// stop makes everybody leave.
func (r *ring[T]) stop() {
	if r.stopped.Swap(true) {
		return
	}
	r.cancel()
	r.crew.dismiss()
	r.feed.wake()
	r.consumer.wake()
	if r.below != nil {
		r.below.finished()
	}
}

// released counts the elements whose place in the window is free again.
func (r *ring[T]) released() uint64 { return r.next.Load() + r.dropped.Load() }

// ended reports whether all elements have been released.
func (r *ring[T]) ended() bool { return r.released() == r.end.Load() }
