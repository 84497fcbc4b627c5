package protocol

type crew struct {
	r                *ring
	n                int
	coming, spinning flag
	idle             word
}

func (r *ring) newCrew() crew {
	word := func(name string, at func(*crewVars) *int8) word {
		return word{p: r.p, name: r.job.name + name, at: func(s *shared) *int8 { return at(&r.vars(s).crew) }}
	}
	c := crew{r: r, n: r.job.Workers}
	c.coming = flag{word("coming", func(v *crewVars) *int8 { return &v.coming })}
	c.spinning = flag{word("spinning", func(v *crewVars) *int8 { return &v.spinning })}
	if !r.c.Spin {
		c.spinning.same = new(int8)
	}
	c.idle = word("idle", func(v *crewVars) *int8 { return &v.idle })
	return c
}

// locked is a section under the lock of the crew in which only one access is seen by those without the lock.
func (c crew) locked(name string, do func(*crewVars, *vars)) {
	c.r.once(c.r.job.name+"mu{"+name+"}", func(s *shared) bool { return c.r.vars(s).crew.locked == 0 }, func(s *shared) int {
		v := c.r.vars(s)
		do(&v.crew, v)
		return 0
	})
}

func (c crew) enlist() {
	c.r.note(c.r.job.name+"enlist", func(s *shared) {
		v := &c.r.vars(s).crew
		v.started++
		v.idle--
	})
}

func (c crew) need() {
	c.r.call("need", func() {
		if c.coming.Load() || c.spinning.Load() || c.idle.Load() == 0 || !c.claimable() || !c.coming.CompareAndSwap(false, true) {
			return
		}
		c.locked("need", func(v *crewVars, r *vars) {
			switch {
			case v.dismissed == yes:
			case v.parked > 0:
				v.parked--
				v.idle--
				v.token++
			case int(v.started) < c.n+number(c.r.breaks(OneTooMany)):
				v.started++
				v.idle--
				r.called++
				r.wg++
			case c.r.breaks(ComingForEver):
			default:
				v.coming = 0
			}
		})
	})
}

func (c crew) claimable() bool { return c.r.workable() }

func (c crew) useful() bool { return c.r.sink && c.r.drainable() }

func (c crew) arrived() { c.coming.Store(false) }

func (c crew) park() {
	c.r.call("park", func() {
		if c.r.called() {
			c.yield()
			if c.claimable() {
				return
			}
		}
		if c.spin() || !c.announce() {
			return
		}
		// coming = false is all of arrived.
		c.r.once("<-"+c.r.job.name+"token", func(s *shared) bool { return c.r.vars(s).crew.token > 0 }, func(s *shared) int {
			v := &c.r.vars(s).crew
			v.token--
			if !c.r.breaks(ComingForEver) {
				v.coming = 0
			}
			return 0
		})
	})
}

func (c crew) yield() {
	c.r.call("yield", func() {
		if c.coming.CompareAndSwap(false, true) {
			c.arrived()
		}
	})
}

// spin looks once: see the package comment.
func (c crew) spin() bool {
	return c.r.c.Spin && call(c.r, "spin", func() bool {
		if !c.trySpinning() {
			return false
		}
		found := c.claimable()
		c.spinning.Store(false)
		return found
	})
}

// trySpinning fails also where there is one processor, or to spin would be in vain.
func (c crew) trySpinning() bool {
	if v, ok := c.r.p.Replayed(); ok {
		return v == yes
	}
	return c.r.p.Do(step{Name: c.r.job.name + "spinning.CompareAndSwap(false, true)", Choices: 2, Choose: func(s *shared, choice int) int {
		v := &c.r.vars(s).crew
		if choice == 0 || v.spinning == yes {
			return 0
		}
		v.spinning = yes
		return yes
	}}) == yes
}

// announce counts the worker as parked, unless there is something to do.
func (c crew) announce() bool {
	return call(c.r, "announce", func() bool {
		if c.r.breaks(LookBeforeAnnounce) && (c.claimable() || c.useful()) {
			return false
		}
		if c.lockParked() || !c.r.breaks(LookBeforeAnnounce) && (c.claimable() || !c.r.breaks(ParkUseful) && c.useful()) {
			c.r.once(c.r.job.name+"mu{parked--; idle.Add(-1)}", nil, func(s *shared) int {
				v := &c.r.vars(s).crew
				v.parked--
				v.idle--
				v.locked = 0
				return 0
			})
			return false
		}
		c.r.note(c.r.job.name+"mu.Unlock", func(s *shared) { c.r.vars(s).crew.locked = 0 })
		return true
	})
}

// lockParked takes the lock and counts the worker as parked. It reports whether the crew is dismissed.
func (c crew) lockParked() (dismissed bool) {
	return c.r.once(c.r.job.name+"mu.Lock; parked++; idle.Add(1)", func(s *shared) bool { return c.r.vars(s).crew.locked == 0 }, func(s *shared) int {
		v := &c.r.vars(s).crew
		v.locked = yes
		v.parked++
		v.idle++
		return int(v.dismissed)
	}) == yes
}

// dismiss makes parked workers leave, and lets nobody start or park any more.
func (c crew) dismiss() {
	c.locked("dismiss", func(v *crewVars, _ *vars) {
		v.dismissed = yes
		v.token += v.parked
		v.parked = 0
	})
}
