package ring

import (
	"context"
	"sync/atomic"
)

// An Inlet takes the elements of a source, one after another: the source fills
// lane Lane and calls Commit, which hands the element over and waits until there
// is room for another. Lane then names the next free one. Commit returns false
// when no more elements are wanted.
//
// err is the element's error, if it has one; the lane must hold it too.
type Inlet struct {
	Lane   int
	Commit func(err error) bool

	ring downstream // of a Link
}

// feed is the feeder's side of a ring whose source is not indexed. There is one
// feeder, or whoever delivers the results of the ring above.
type feed struct {
	sleeper
	link

	ctx    context.Context // of the source
	cancel context.CancelFunc
	inlet  Inlet
	direct atomic.Uint64 // unordered: errors that finished by being pulled, without a number

	// Ordered: lane = number & mask. Unordered elements overtake each other
	// by any distance, so there lanes are given back and lent again, and queue
	// says which lane a number has.
	queue *Table[atomic.Uint32]
	lanes freeLanes
}

func (r *ring[T]) initFeed(ctx context.Context, size int) {
	f := &r.feed
	f.init(r.feedable)
	f.ctx, f.cancel = context.WithCancel(ctx)
	f.inlet.Commit = r.commit
	if r.Unordered {
		f.queue = NewTable[atomic.Uint32](size)
		f.lanes.next = NewTable[uint32](size)
	}
	if r.linked() {
		r.initLink()
	}
}

// fed reports whether the source is not indexed.
func (r *ring[T]) fed() bool { return r.Feed != nil || r.linked() }

// feeder is the life of the feeder's goroutine.
func (r *ring[T]) feeder() { r.guarded(r.runFeed) }

func (r *ring[T]) runFeed() {
	defer r.feed.cancel()
	r.reserve()
	r.Feed(r.feed.ctx, &r.feed.inlet)
	r.end.Store(r.pulled())
	pause()
	r.leave()
}

// pulled counts the elements that the source gave.
func (r *ring[T]) pulled() uint64 { return r.tail.Load() + r.feed.direct.Load() }

// room reports whether the source may be asked for another element, or must not be asked any more.
func (r *ring[T]) room() bool {
	return r.pulled()-r.released() < r.window || r.unwanted()
}

// feedable is what the feeder sleeps for: room, or results that make room
// once they are delivered (and can be), unless somebody is about to.
func (r *ring[T]) feedable() bool {
	return r.room() || r.drainable()
}

// unwanted reports whether the source is to end.
func (r *ring[T]) unwanted() bool {
	return r.stopped.Load() || r.feed.ctx.Err() != nil
}

// commit hands the element in the inlet's lane to the workers and waits for room for the next.
func (r *ring[T]) commit(err error) bool {
	if r.unwanted() {
		return false // the source did not heed an earlier false
	}
	r.enqueue(err)
	for !r.unwanted() && !r.room() {
		if !r.sink || !r.drain() {
			pause()
			r.feed.sleep()
		}
	}
	if r.unwanted() {
		return false
	}
	r.reserve()
	return true
}

func (r *ring[T]) enqueue(err error) {
	failed := err != nil && !r.SeesErrs
	if failed && r.Unordered {
		r.feed.direct.Add(1)
		r.feed.forget(r.Clear, r.feed.inlet.Lane)
		var zero T
		r.finish(0, zero, err)
		return
	}
	t := r.tail.Load()
	if r.Unordered {
		r.feed.queue.At(int(t & r.mask)).Store(uint32(r.feed.inlet.Lane))
	}
	pause()
	r.tail.Store(t + 1)
	pause()
	if failed { // what is behind it need not be pulled
		if r.FailFast {
			r.failFast(err)
			r.consumer.wake()
		}
		r.fail(t)
	}
	r.crew.need()
}

// reserve gets ready for the next element before the source is asked for it.
func (r *ring[T]) reserve() {
	f := &r.feed
	n := r.pulled()
	r.grow(n)
	if !r.Unordered {
		f.inlet.Lane = int(n & r.mask)
		return
	}
	f.queue.Grow(int(r.tail.Load() & r.mask))
	f.inlet.Lane = f.lanes.lend()
}

// laneOf returns the lane of element c.
func (r *ring[T]) laneOf(c uint64) int {
	switch {
	case !r.fed():
		return int(c)
	case r.Unordered:
		return int(r.feed.queue.At(int(c & r.mask)).Load())
	}
	return int(c & r.mask)
}

// forget ends the use of a lane.
func (f *feed) forget(erase func(int), lane int) {
	if erase != nil {
		erase(lane)
	}
	if f.queue != nil {
		f.lanes.giveBack(lane)
	}
}

func (f *feed) wake() {
	if f.cancel != nil {
		f.sleeper.wake()
	}
}

// freeLanes is a stack of lanes that many give back to and one borrows from.
// The borrower takes the whole stack at once, which is why there is no ABA
// problem (Treiber, 1986). It never runs dry: the window bounds what is lent.
type freeLanes struct {
	top   atomic.Uint32  // lane + 1; 0: empty
	next  *Table[uint32] // below a lane in the stack
	mine  uint32         // the borrower's own part of the stack
	fresh uint32         // lanes from here on were never lent
}

func (s *freeLanes) giveBack(lane int) {
	for {
		top := s.top.Load()
		*s.next.At(lane) = top
		pause()
		if s.top.CompareAndSwap(top, uint32(lane)+1) {
			return
		}
	}
}

func (s *freeLanes) lend() int {
	if s.mine == 0 {
		s.mine = s.top.Swap(0)
	}
	if s.mine == 0 {
		lane := int(s.fresh)
		s.fresh++
		s.next.Grow(lane)
		return lane
	}
	lane := int(s.mine - 1)
	s.mine = *s.next.At(lane)
	return lane
}
