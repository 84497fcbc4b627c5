package protocol

import "math/bits"

// A ring as one process sees it. Fields and methods are called as in internal/ring.
type ring struct {
	p     *process
	c     *Config
	k     int // which one
	job   Job
	sink  bool
	below *ring
	above *ring // link.Upstream
	mask  int
	last  int // the last of the contexts

	ctx, feedCtx, parent flag

	claim, tail, end, next, dropped, ticket, direct, limit, failure word

	stopped, draining, stalled flag

	consumer, feed sleeper
	crew           crew
}

// rings returns the lower ring as p sees it, or the only one.
func (c *Config) rings(p *process) *ring {
	low := c.newRing(p, 0)
	if len(c.Jobs) > 1 {
		low.above = c.newRing(p, 1)
		low.above.below = low
	}
	return low
}

func (c *Config) newRing(p *process, k int) *ring {
	r := &ring{p: p, c: c, k: k, job: c.Jobs[k], sink: c.Sink || k > 0, last: c.contexts() - 1}
	r.mask = r.job.slots() - 1
	start := c.start()
	word := func(name string, changes bool, at func(*vars) *int8) word {
		w := word{p: p, name: r.job.name + name, at: func(s *shared) *int8 { return at(&s.rings[k]) }}
		if !changes {
			w.same = at(&start.rings[k])
		}
		return w
	}
	ctx := func(name string, i int) flag {
		f := flagOf(p, r.job.name+name, func(s *shared) *int8 { return &s.contexts[i] })
		if i == 0 && !c.Cancel && !c.crashes() {
			f.same = new(int8)
		}
		return f
	}
	r.parent, r.ctx, r.feedCtx = ctx("parent", 2*k), ctx("ctx", 2*k+1), ctx("feed.ctx", min(2*k+2, r.last))
	j := r.job
	r.claim = word("claim", true, func(v *vars) *int8 { return &v.claim })
	r.tail = word("tail", r.fed(), func(v *vars) *int8 { return &v.tail })
	r.end = word("end", r.fed(), func(v *vars) *int8 { return &v.end })
	r.next = word("next", true, func(v *vars) *int8 { return &v.next })
	r.dropped = word("dropped", j.Unordered && j.Drops != 0, func(v *vars) *int8 { return &v.dropped })
	r.ticket = word("ticket", j.Unordered, func(v *vars) *int8 { return &v.ticket })
	r.direct = word("direct", j.Unordered && c.upErrs(k) != 0, func(v *vars) *int8 { return &v.direct })
	r.limit = word("limit", j.Stops && !j.Unordered && !j.FailFast && c.errs(k) != 0, func(v *vars) *int8 { return &v.limit })
	r.failure = word("failure", j.FailFast && c.errs(k) != 0, func(v *vars) *int8 { return &v.failure })
	r.stopped = flag{word("stopped", true, func(v *vars) *int8 { return &v.stopped })}
	r.draining = flag{word("draining", r.sink, func(v *vars) *int8 { return &v.draining })}
	r.stalled = flag{word("stalled", r.linked(), func(v *vars) *int8 { return &v.stalled })}
	r.consumer = r.newSleeper("consumer", !r.sink, r.ready, func(v *vars) *sleeperVars { return &v.consumer })
	r.feed = r.newSleeper("feed", j.Fed, r.feedable, func(v *vars) *sleeperVars { return &v.feed })
	r.crew = r.newCrew()
	return r
}

func (r *ring) vars(s *shared) *vars { return &s.rings[r.k] }

// close ends the run and joins everybody.
func (r *ring) close() {
	r.call("close", func() {
		r.stop()
		r.crew.dismiss()
		if r.linked() {
			r.above.close()
		}
		r.wait()
	})
}

// wait joins the goroutines of the crew.
func (r *ring) wait() {
	r.once(r.job.name+"wg.Wait", func(s *shared) bool { return r.vars(s).wg == 0 || r.breaks(NotJoined) }, nothing)
}

func nothing(*shared) int { return 0 }

// stop makes everybody leave.
func (r *ring) stop() {
	r.call("stop", func() {
		if r.stopped.Swap(true) {
			return
		}
		r.cancel(2*r.k + 1)
		r.crew.dismiss()
		r.feed.wake()
		if !r.breaks(StopSilently) {
			r.consumer.wake()
		}
		if r.below != nil {
			r.below.finished()
		}
	})
}

// cancel ends a context, and then those that depend on it, one after another. Whoever finds one that has ended
// leaves the rest to the one who has ended it.
func (r *ring) cancel(i int) {
	r.call("cancel", func() {
		for ; i <= r.last; i++ {
			f := flagOf(r.p, "context "+contextNames[i], func(s *shared) *int8 { return &s.contexts[i] })
			if !f.CompareAndSwap(false, true) {
				return
			}
		}
	})
}

var contextNames = [...]string{"of the run", "of the tasks", "of the feed", "of the tasks above", "of the feed above"}

func (r *ring) released() int { return r.next.Load() + r.dropped.Load() }

func (r *ring) ended() bool {
	return call(r, "ended", func() bool { return r.released() == r.end.Load() })
}

// lanes is Lanes of internal/ring.
func lanes(window int) int { return 1 << bits.Len(uint(window-1)) }
