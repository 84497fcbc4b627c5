package protocol

// did is what became of an element.
type did struct{ published, dropped, alive bool }

// do runs element c and puts its result into the slot. Those who wait for it are told by tells: in
// internal/ring it is one function, but from here on it is of no interest which element it was.
func (r *ring) do(c, lane int) did {
	return call(r, "do", func() did {
		res := r.run(c, lane)
		if r.ctx.Load() {
			return did{} // what a task makes of the run's end is no result
		}
		if r.fed() && !r.breaks(ForgetLate) {
			r.forget(lane)
		}
		if res.err == vanishes {
			r.drop(c)
			return did{dropped: true, alive: true}
		}
		r.publish(c, res)
		if r.fed() && r.breaks(ForgetLate) {
			r.forget(lane)
		}
		return did{published: true, alive: res.err == fine}
	})
}

// tells is the second half of finish and drop.
func (r *ring) tells(d did) bool {
	return call(r, "tells", func() bool {
		switch {
		case d.dropped:
			if r.job.Unordered || !r.sink && !r.breaks(DropWithoutSkip) && r.skip() {
				r.release()
			}
			return r.announce()
		case d.published:
			return r.announce()
		}
		return false
	})
}

// publish is the first half of finish.
func (r *ring) publish(c int, res result) {
	r.call("finish", func() {
		p := c
		if r.job.Unordered {
			p = r.ticket.Add(1) - 1
		}
		if r.breaks(FailFirst) && res.err != fine {
			r.fail(c)
		}
		if res.err != fine && r.job.FailFast {
			r.failFast(res)
		}
		r.put(p, res)
		if res.err != fine {
			r.fail(c)
		}
	})
}

// drop is its first half: element c vanishes at once, or, in order, at its turn.
func (r *ring) drop(c int) {
	if r.job.Unordered {
		r.dropped.Add(1)
	} else {
		r.stateOf(c).Store(vanished(c))
	}
}

// announce follows a result, or a place that one has vanished from.
func (r *ring) announce() bool {
	return call(r, "announce", func() bool {
		switch {
		case r.breaks(AnnounceNothing):
		case !r.sink:
			return r.consumer.wake()
		case r.feed.isAsleep(), r.stalled.Load(), r.below != nil && r.below.hungry():
			r.drain()
		}
		return false
	})
}

// release follows every move of next or dropped.
func (r *ring) release() {
	r.call("release", func() {
		switch {
		case r.breaks(ReleaseSilently):
		case r.linked():
			r.resume()
		case r.job.Fed:
			r.feed.wake()
		default:
			r.crew.need()
		}
	})
}
