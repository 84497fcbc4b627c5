package protocol

// worker is the life of one goroutine of the crew.
func (r *ring) worker() {
	r.once(r.job.name+"go worker; coming.Store(false)", func(s *shared) bool { return r.vars(s).called > 0 }, func(s *shared) int {
		r.vars(s).called--
		r.vars(s).crew.coming = 0 // arrived
		return 0
	})
	r.guarded(r.work)
	r.note(r.job.name+"wg.Done", r.joins)
}

func (r *ring) joins(s *shared) { r.vars(s).wg-- }

// mind is what a worker keeps in mind from one round to the next.
type mind struct {
	open        int
	woke, alive bool
	then        part // of the round in internal/ring: here it is cut into two, so that less is kept in mind
}

type part byte

const (
	claims part = iota
	gives
	parks
)

// work claims elements and runs them until the ring is stopped.
func (r *ring) work() {
	loop(r, "work", mind{}, func(m mind) (mind, bool) {
		switch m.then {
		case parks:
			r.crew.park()
			return mind{woke: m.woke}, true
		case gives:
			if m.then = claims; r.giveWay() {
				m.woke, m.alive = false, false
			}
			return m, true
		}
		if r.stopped.Load() {
			return m, false
		}
		if !m.alive && r.ctx.Load() {
			r.leave()
			return m, false
		}
		m.alive = false
		d := r.claims(m)
		m.open = d.open
		switch {
		case d.lost:
		case d.claimed:
			wakes := r.tells(d.did)
			m.alive = d.alive
			if m.woke = m.woke || wakes; m.woke {
				m.then = gives
			}
		case r.sink && r.drain():
		case r.linked() && r.above.drain():
		default:
			m.then = parks
		}
		return m, true
	})
}

type claimed struct {
	claimed, lost bool
	open          int
	did
}

// claims is what a worker does with an element, up to where it need not know any more which one it was.
func (r *ring) claims(m mind) claimed {
	return call(r, "claim", func() claimed {
		c, open := r.look(m.open)
		if c < 0 {
			return claimed{}
		}
		lane := 0
		if !r.breaks(LaneAfterClaim) {
			lane = r.laneOf(c)
		}
		if !r.claim.CompareAndSwap(c, c+1) {
			return claimed{lost: true, open: open}
		}
		if r.breaks(LaneAfterClaim) {
			lane = r.laneOf(c)
		}
		r.claimed(c+1 == open)
		if c+1 == open {
			open = 0 // used up
		}
		return claimed{claimed: true, open: open, did: r.do(c, lane)}
	})
}

// look returns an element to be claimed, or -1, and below which number others can be.
func (r *ring) look(open int) (int, int) {
	type seen struct{ c, open int }
	l := call(r, "look", func() seen {
		c := r.claim.Load()
		if c >= open {
			open = r.opened()
		}
		if c >= open {
			return seen{-1, 0} // claim never goes back: the number would be looked up again anyway
		}
		return seen{c, open}
	})
	return l.c, l.open
}

// claimed passes the call for workers on.
func (r *ring) claimed(last bool) {
	r.call("claimed", func() {
		if last && r.sink && !r.fed() && r.crew.idle.Load() > 0 && !r.claimable() && r.ready() && !r.breaks(ClaimedSilently) {
			r.drain()
		}
		if !r.breaks(NoNeed) {
			r.crew.need()
		}
	})
}

// giveWay lets the consumer run when half of the window is used.
func (r *ring) giveWay() bool {
	return call(r, "giveWay", func() bool {
		half := call(r, "used", func() bool {
			return r.claim.Load()+r.direct.Load()-r.released() >= r.job.Window/2
		})
		if half && r.consumer.isCalled() {
			r.crew.yield()
		}
		return half
	})
}

// leave is called by a worker that finds the context ended.
func (r *ring) leave() {
	r.call("leave", func() {
		switch {
		case r.breaks(LeaveSilently):
		case r.sink:
			r.drain()
		default:
			r.consumer.wake()
		}
	})
}

// opened returns the number below which elements can be claimed.
func (r *ring) opened() int {
	return call(r, "opened", func() int {
		if r.fed() {
			return r.tail.Load()
		}
		window := r.job.Window
		if r.breaks(WideWindow) {
			window++
		}
		return min(r.job.Size, r.released()+window)
	})
}

func (r *ring) claimable() bool {
	return call(r, "claimable", func() bool { return r.claim.Load() < r.opened() })
}

// workable reports whether there is something to claim, or to fetch from the ring above.
func (r *ring) workable() bool {
	return r.claimable() || r.linked() && !r.breaks(ParkUseful) && r.above.drainable()
}

// called reports whether somebody has been woken who makes work, and has not come yet.
func (r *ring) called() bool {
	return call(r, "called", func() bool {
		return r.consumer.isCalled() || r.feed.isCalled() ||
			r.linked() && r.above.coming() || r.below != nil && r.below.coming()
	})
}
