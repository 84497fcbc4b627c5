package ring

// worker is the life of one goroutine of the crew.
func (r *ring[T]) worker() {
	r.label()
	r.crew.arrived()
	r.guarded(r.work)
}

// work claims elements and runs them until the ring is stopped.
func (r *ring[T]) work() {
	var open uint64 // elements below it can be claimed; looked up only when they are used up
	woke := false   // this worker has woken the consumer
	alive := false  // the context has been looked at just now, and had not ended
	for !r.stopped.Load() {
		if !alive && r.ctx.Err() != nil {
			r.leave()
			return
		}
		alive = false
		c := r.claim.Load()
		if c >= open {
			open = r.opened()
		}
		switch {
		case c < open:
			lane := r.laneOf(c) // before the claim: afterwards the entry may be another element's
			var turn Turn
			if r.TurnOf != nil {
				turn = r.TurnOf(lane)
			}
			pause()
			if !r.claim.CompareAndSwap(c, c+1) {
				continue
			}
			r.claimed(c+1 == open)
			var wakes bool
			if turn == nil {
				wakes, alive = r.do(c, lane)
			} else {
				wakes = r.doInTurn(c, turn)
			}
			if woke = woke || wakes; woke && r.giveWay() {
				woke, alive = false, false
			}
		case r.sink && r.drain():
		case r.linked() && r.feed.link.drain():
		default:
			r.crew.park()
		}
	}
}

// claimed passes the call for workers on. When the claim has used up the window
// of a sink, those who lacked work before this one may have gone to sleep, and what
// has finished since would keep them there. (A worker that goes to sleep after
// this look finds the results itself: it announces its sleep, then looks.)
func (r *ring[T]) claimed(last bool) {
	if last && r.sink && !r.fed() && r.crew.idle.Load() > 0 && !r.claimable() && r.ready() {
		r.drain()
	}
	r.crew.need()
}

// giveWay is called by a worker that has woken the consumer, after every task: when half
// of the window is used, the consumer is let run before the workers run out of work.
func (r *ring[T]) giveWay() bool {
	used := r.claim.Load() + r.feed.direct.Load() - r.released()
	if int64(used) < int64(r.window/2) { // signed: one may have moved on after another was read
		return false
	}
	if r.consumer.isCalled() {
		r.crew.yield()
	}
	return true
}

// leave is called by a worker that finds the context ended. Those who wait for
// what it would have run must look.
func (r *ring[T]) leave() {
	if r.sink {
		r.drain()
	} else {
		r.consumer.wake()
	}
}

// opened returns the number below which elements can be claimed.
func (r *ring[T]) opened() uint64 {
	if r.fed() {
		return r.tail.Load()
	}
	return min(uint64(r.Size), r.released()+r.window)
}

func (r *ring[T]) claimable() bool { return r.claim.Load() < r.opened() }

// workable reports whether there is something to claim, or to fetch from the ring above.
func (r *ring[T]) workable() bool {
	return r.claimable() || r.linked() && r.feed.link.drainable()
}

// called reports whether somebody has been woken who makes work, and has not come yet.
func (r *ring[T]) called() bool {
	return r.consumer.isCalled() || r.feed.isCalled() ||
		r.linked() && r.feed.link.coming() || r.below != nil && r.below.coming()
}

// doInTurn runs an element of the turn, and those of it that are claimed
// meanwhile. (An unordered ring asks for the number of none.)
func (r *ring[T]) doInTurn(c uint64, turn Turn) (woke bool) {
	pause()
	for ok := turn.Take(); ok && r.ctx.Err() == nil; {
		var lane int
		if lane, ok = turn.Next(); ok {
			wakes, _ := r.do(c, lane)
			woke = woke || wakes
		}
	}
	return woke
}

// do runs element c and hands its result on. It is where an element ends its task.
// It reports whether it has woken the consumer, and whether the context
// is known not to have ended.
func (r *ring[T]) do(c uint64, lane int) (woke, alive bool) {
	v, err := r.run(c, lane)
	if r.ctx.Err() != nil {
		return false, false // what a task makes of the run's end is no result
	}
	if r.fed() {
		r.feed.forget(r.Clear, lane)
	}
	if err == ErrDropped { //nolint:errorlint // a private sentinel, never wrapped
		return r.drop(c), true
	}
	return r.finish(c, v, err), err == nil // a failure may end the context
}

// finish publishes the result of element c.
func (r *ring[T]) finish(c uint64, v T, err error) (woke bool) {
	p := c
	if r.Unordered {
		p = r.ticket.Add(1) - 1
	}
	if err != nil && r.FailFast {
		r.failFast(err)
	}
	r.put(p, v, err)
	if err != nil {
		r.fail(c)
	}
	return r.announce()
}

// announce follows a result, or a place that one has vanished from. A sink is served by
// whoever lacks work next; only what waits for room, and those who lack work in the ring below, cannot wait for that.
// It reports whether it has woken the consumer.
func (r *ring[T]) announce() (woke bool) {
	switch {
	case !r.sink:
		return r.consumer.wake()
	case r.feed.isAsleep(), r.feed.link.stalled.Load(), r.below != nil && r.below.hungry():
		r.drain()
	}
	return false
}

// drop lets element c vanish: at once, or, in order, at its turn.
func (r *ring[T]) drop(c uint64) (woke bool) {
	if r.Unordered {
		r.dropped.Add(1)
		r.release()
	} else {
		r.slotOf(c).state.Store(vanished(c))
		pause()
		if !r.sink && r.skip() {
			r.release()
		}
	}
	return r.announce()
}

// release follows every move of next or dropped, or a series of them: there is room for more elements.
func (r *ring[T]) release() {
	pause()
	switch {
	case r.linked():
		r.resume()
	case r.Feed != nil:
		r.feed.wake()
	default:
		r.crew.need()
	}
}
