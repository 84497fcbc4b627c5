package protocol

func (r *ring) linked() bool { return r.k == 0 && len(r.c.Jobs) > 1 }

// emit hands a result on: to the caller, to a sink, or to the ring below.
func (r *ring) emit(res result) bool {
	if r.below != nil {
		return r.below.accept(res)
	}
	return call(r, "emit", func() bool {
		n := r.gets(res)
		if !r.sink {
			r.long("loop body ends", func(s *shared) { r.vars(s).busy = 0 })
		}
		return n != r.c.Leave
	})
}

// gets counts what the caller has got, this result included.
func (r *ring) gets(res result) int {
	if v, ok := r.p.Replayed(); ok {
		return v
	}
	return r.p.Do(step{Name: "emit", Mine: true, Do: func(s *shared) int {
		v := r.vars(s)
		bit := int8(1) << res.v
		if v.got&bit != 0 {
			s.wrong = receivedTwice
		}
		v.got |= bit
		v.busy = int8(number(!r.sink))
		v.count++
		return int(v.count)
	}})
}

// accept puts a result from above into the inlet's lane and commits it.
func (r *ring) accept(res result) bool {
	return call(r, "commit", func() bool {
		r.note("fill the lane", func(s *shared) {
			v := r.vars(s)
			v.lanes[v.inlet] = res.v + 1
			v.reserved = 0
			if v.asking == yes || v.tail+v.direct-v.next-v.dropped >= int8(r.job.Window) {
				s.wrong = askedEarly
			}
		})
		err := res.err
		r.enqueue(err)
		return !r.unwanted()
	})
}

// start begins the run of a ring that nobody calls Each or Sink of.
func (r *ring) start() {
	switch {
	case r.linked():
		r.above.start()
	case r.job.Fed:
		r.once(r.job.name+"go feeder", nil, func(s *shared) int {
			r.vars(s).feeders++
			r.vars(s).wg++
			return 0
		})
	default:
		r.crew.need()
	}
}

// admitted reports whether the receiver takes a result now.
func (r *ring) admitted() bool { return r.below == nil || r.below.admit() }

// receivable is admitted without getting anything ready.
func (r *ring) receivable() bool { return r.below == nil || r.below.admissible() }

// admissible is asked also by those above who are about to sleep.
func (r *ring) admissible() bool {
	return call(r, "admissible", func() bool {
		switch {
		case r.unwanted():
			return false
		case r.room():
			return true
		case r.stalled.Load():
			return false
		}
		if r.breaks(StallSilently) {
			return r.feedable()
		}
		r.stalled.Store(true)
		return !r.breaks(StalledUnseen) && r.feedable() && !r.unwanted()
	})
}

// admit is the counterpart of commit: it does not wait, but has release come back for the results.
func (r *ring) admit() bool {
	type answer struct{ yes bool }
	return loop(r, "admit", answer{}, func(answer) (answer, bool) {
		switch {
		case r.unwanted():
			return answer{false}, false
		case r.room() && (r.breaks(LendUnwanted) || !r.unwanted()):
			r.reserveOnce()
			return answer{true}, false
		case r.sink && r.drain():
			return answer{}, true
		case r.breaks(StallSilently):
			return answer{false}, false
		}
		r.stalled.Store(true)
		return answer{false}, !r.breaks(NoLookAfterStalled) && r.feedable()
	}).yes
}

// reserveOnce gets a lane ready, if none is.
func (r *ring) reserveOnce() {
	is := word{p: r.p, name: "reserved", at: func(s *shared) *int8 { return &r.vars(s).reserved }}
	if is.Own() == yes {
		return
	}
	r.reserve()
	r.note("reserved = true", func(s *shared) { r.vars(s).reserved = yes })
}

// resume follows a release: results from above are fetched if they wait for room, or somebody for them.
func (r *ring) resume() {
	r.call("resume", func() {
		if r.stalled.Load() && r.stalled.CompareAndSwap(true, false) || r.hungry() {
			r.above.drain()
		}
	})
}

// hungry reports whether a result from above should be brought at once.
func (r *ring) hungry() bool {
	return call(r, "hungry", func() bool {
		c := r.crew
		return !r.breaks(NeverHungry) && c.idle.Load() > 0 && !c.coming.Load() && !c.spinning.Load() &&
			r.claim.Load() == r.tail.Load() && r.admissible()
	})
}

func (r *ring) coming() bool { return r.crew.coming.Load() }

func (r *ring) finished() {
	r.call("finished", func() {
		r.end.Store(r.pulled())
		r.leave()
	})
}
