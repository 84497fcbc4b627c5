package ring

// worker is the life of one goroutine of the crew.
func (r *ring[T]) worker() {
	r.label()
	r.crew.arrived()
	r.guarded(r.work)
}

// work claims elements and runs them until the ring is stopped.
func (r *ring[T]) work() {
	for !r.stopped.Load() {
		if r.ctx.Err() != nil {
			r.leave()
			return
		}
		c := r.claim.Load()
		switch {
		case r.available(c):
			lane := r.laneOf(c) // before the claim: afterwards the entry may be another element's
			var turn Turn
			if r.TurnOf != nil {
				turn = r.TurnOf(lane)
			}
			pause()
			if r.claim.CompareAndSwap(c, c+1) {
				r.claimed()
				r.do(c, lane, turn)
			}
		case r.sink && r.drain():
		default:
			r.crew.park()
		}
	}
}

// claimed passes the call for workers on. When the claim has used up the window
// of a sink, those who lacked work before this one may have gone to sleep, and what
// has finished since would keep them there. (A worker that goes to sleep after
// this look finds the results itself: it announces its sleep, then looks.)
func (r *ring[T]) claimed() {
	if r.sink && r.Feed == nil && r.crew.idle.Load() > 0 && !r.claimable() && r.ready() {
		r.drain()
	}
	r.crew.need()
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

// available reports whether element c can be claimed.
func (r *ring[T]) available(c uint64) bool {
	if r.Feed != nil {
		return c < r.tail.Load()
	}
	return c < uint64(r.Size) && c < r.released()+r.window
}

func (r *ring[T]) claimable() bool { return r.available(r.claim.Load()) }

// do runs element c or, if elements take turns, the next of its key and those
// that are claimed meanwhile. (An unordered ring asks for the number of none.)
func (r *ring[T]) do(c uint64, lane int, turn Turn) {
	if turn == nil {
		r.doOne(c, lane)
		return
	}
	pause()
	for ok := turn.Take(); ok && r.ctx.Err() == nil; {
		if lane, ok = turn.Next(); ok {
			r.doOne(c, lane)
		}
	}
}

// doOne runs element c and hands its result on. It is where an element ends its task.
func (r *ring[T]) doOne(c uint64, lane int) {
	v, err := r.run(c, lane)
	if r.ctx.Err() != nil {
		return // what a task makes of the run's end is no result
	}
	r.feed.forget(r.Clear, lane)
	if err == ErrDropped { //nolint:errorlint // a private sentinel, never wrapped
		r.drop(c)
		return
	}
	r.finish(c, v, err)
}

// finish publishes the result of element c.
func (r *ring[T]) finish(c uint64, v T, err error) {
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
	r.announce()
}

// announce follows a result, or a place that one has vanished from. A sink is served by
// whoever lacks work next; only a feeder that waits for room cannot wait for that.
func (r *ring[T]) announce() {
	switch {
	case !r.sink:
		r.consumer.wake()
	case r.feed.asleep.Load():
		r.drain()
	}
}

// drop lets element c vanish: at once, or, in order, at its turn.
func (r *ring[T]) drop(c uint64) {
	if r.Unordered {
		r.dropped.Add(1)
		r.release()
	} else {
		r.slots.At(int(c & r.mask)).state.Store(vanished(c))
		pause()
		if !r.sink && r.skip() {
			r.release()
		}
	}
	r.announce()
}

// release follows every move of next or dropped, or a series of them: there is room for more elements.
func (r *ring[T]) release() {
	pause()
	if r.Feed != nil {
		r.feed.wake()
	} else {
		r.crew.need()
	}
}
