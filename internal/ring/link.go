package ring

import (
	"context"
	"sync/atomic"
)

// An Upstream is a ring that puts its results straight into the lanes of the
// next one. No goroutine stands between the two, so an element that crosses from
// one to the other wakes nobody who is at work anyway. Its results are
// delivered like those of a sink, and only while the ring below has room. Whoever delivers
// is, for that long, the feeder of the ring below.
type Upstream interface {
	start()
	close()
	rethrow()

	drain() bool // delivers what is done, as far as there is room
	drainable() bool
	coming() bool // a worker was called, and has not come yet
}

// downstream is what an Upstream sees of the ring below it.
type downstream interface {
	admit() bool      // gets a lane ready for an element, if there is room
	admissible() bool // there is room, or will be once admit has made it; else release comes back
	hungry() bool     // somebody there lacks work
	coming() bool
	finished() // there will be no more elements
}

// link is the side of the lower of two rings.
type link struct {
	Upstream

	stalled  atomic.Bool // the ring above waits for room
	reserved bool        // the inlet's lane is free; for whoever delivers
}

// Above makes an Upstream of the job. emit, which is no user code, puts a result
// into the lane of in and commits it.
func (j Job[T]) Above(ctx context.Context, emit func(T, error) bool, in *Inlet) Upstream {
	r := newRing(ctx, j, emit, true)
	r.below = in.ring
	return r
}

func (r *ring[T]) initLink() {
	f := &r.feed
	f.inlet.ring = r
	f.inlet.Commit = func(err error) bool {
		f.link.reserved = false
		r.enqueue(err)
		return !r.unwanted()
	}
	f.link.Upstream = r.Link(f.ctx, &f.inlet)
}

// start begins the run of a ring that nobody calls Each or Sink of.
func (r *ring[T]) start() {
	switch {
	case r.linked():
		r.feed.link.start()
	case r.Feed != nil:
		r.crew.wg.Go(r.feeder)
	case r.ended():
		r.stop()
	default:
		r.crew.need()
	}
}

func (r *ring[T]) linked() bool { return r.Link != nil }

// admitted reports whether the receiver takes a result now.
func (r *ring[T]) admitted() bool { return r.below == nil || r.below.admit() }

// receivable is admitted without getting anything ready.
func (r *ring[T]) receivable() bool { return r.below == nil || r.below.admissible() }

// admissible is asked also by those above who are about to sleep (with a lock held: no pause here).
// Whoever is the first to find no room looks further down; until there is room the others need not.
func (r *ring[T]) admissible() bool {
	l := &r.feed.link
	switch {
	case r.unwanted():
		return false
	case r.room():
		return true
	case l.stalled.Load(): // from then on a result here is delivered at once, see announce
		return false
	}
	l.stalled.Store(true)
	return r.feedable() && !r.unwanted()
}

// admit is the counterpart of commit: it does not wait, but has release come back for the results.
func (r *ring[T]) admit() bool {
	l := &r.feed.link
	for !r.unwanted() {
		pause()
		switch {
		case r.room() && !r.unwanted(): // room says yes, too, if no more is wanted
			if !l.reserved {
				r.reserve()
				l.reserved = true
			}
			return true
		case r.sink && r.drain():
		default:
			pause()
			l.stalled.Store(true)
			pause()
			if !r.feedable() { // a result that was published before is not delivered because of it
				return false
			}
		}
	}
	return false
}

// resume follows a release: results from above are fetched if they wait for room, or somebody for them.
func (r *ring[T]) resume() {
	l := &r.feed.link
	if l.stalled.Load() && l.stalled.CompareAndSwap(true, false) || r.hungry() {
		l.drain()
	}
}

// hungry reports whether a result from above should be brought at once: a
// worker that could run it sleeps, and nobody is on the way who would look.
func (r *ring[T]) hungry() bool {
	c := &r.crew
	return c.idle.Load() > 0 && !c.coming.Load() && !c.spinning.Load() && r.claim.Load() == r.tail.Load() && r.admissible()
}

func (r *ring[T]) coming() bool { return r.crew.coming.Load() }

func (r *ring[T]) finished() {
	r.end.Store(r.pulled())
	pause()
	r.leave()
}

// rethrow continues in the caller what was caught here or above.
func (r *ring[T]) rethrow() {
	if r.linked() {
		r.feed.link.rethrow()
	}
	r.guard.Rethrow()
}
