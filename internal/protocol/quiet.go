package protocol

// quiet says what is wrong where everybody sleeps, or is in user code, which may take
// any time. It is what guarantee 5 says, so it also finds the wake-up that is lost but made
// up for by what happens later.
func (c *Config) quiet(s *shared) string {
	for k, j := range c.Jobs {
		v := &s.rings[k]
		switch {
		case v.stopped == yes && v.crew.parked > 0:
			return j.name + "a worker sleeps though the run is over"
		case v.stopped == yes && v.feed.state == asleep:
			return j.name + "the feeder sleeps though the run is over"
		case j.UsesCtx && c.runsOn(v, j):
			return j.name + "a task behind a failure is not cancelled"
		case v.failure != 0 && c.receives(s, k):
			return j.name + "the failure is not received"
		case k == 0 && !c.Sink && c.receives(s, k) && v.at(j) == done(int(v.next)),
			k == 0 && !c.Sink && v.stopped == 0 && v.at(j) == vanished(int(v.next)):
			return j.name + "a result whose turn has come is not received"
		}
	}
	return c.idles(*s)
}

// receives reports whether a result of ring k is wanted now.
func (c *Config) receives(s *shared, k int) bool {
	v := &s.rings[k]
	if v.stopped == yes || s.contexts[2*k] == yes || v.busy == yes {
		return false
	}
	return k == 0 || c.takes(s)
}

// takes reports whether the lower ring takes a result of the upper one.
func (c *Config) takes(s *shared) bool {
	return s.rings[0].stopped == 0 && s.contexts[2] == 0 && c.room(&s.rings[0], c.Jobs[0])
}

// runsOn reports whether a task behind a failure knows nothing of it.
func (c *Config) runsOn(v *vars, j Job) bool {
	for n := range maxElements {
		if v.working>>n&1 != 0 && int(v.limit) < n && v.owner[n&(j.slots()-1)] == 0 {
			return true
		}
	}
	return false
}

// idles says what waits for something that could go on. s is a copy, in which
// all that can be delivered is, as if there were nothing but counters.
func (c *Config) idles(s shared) string {
	for c.delivers(&s) {
	}
	for k, j := range c.Jobs {
		v := &s.rings[k]
		if v.stopped == yes || s.contexts[2*k] == yes || s.contexts[2*k+1] == yes {
			continue // nothing new begins
		}
		opened := int(v.tail)
		if !c.fed(k) {
			opened = min(j.Size, int(v.next+v.dropped)+j.Window)
		}
		if opened > int(v.claim) && int(v.running) < j.Workers {
			return j.name + "an element waits, and a worker is free"
		}
		if j.Fed && v.end == unknown && v.asking == 0 && s.contexts[2*k+2] == 0 && c.room(v, j) {
			return j.name + "there is room, and the source is not asked"
		}
	}
	return ""
}

// fed reports whether the source of ring k is not indexed.
func (c *Config) fed(k int) bool { return c.Jobs[k].Fed || k < len(c.Jobs)-1 }

func (c *Config) room(v *vars, j Job) bool {
	return int(v.tail+v.direct-v.next-v.dropped) < j.Window
}

// at is the state of the next slot.
func (v *vars) at(j Job) int { return int(v.slots[int(v.next)&(j.slots()-1)].state) }

// delivers moves one result on, if one can be without a consumer.
func (c *Config) delivers(s *shared) bool {
	for k, j := range c.Jobs {
		v := &s.rings[k]
		switch is, p := v.at(j), int(v.next); {
		case k == 0 && !c.Sink || v.stopped == yes:
		case is == vanished(p):
			v.next++
			return true
		case is == done(p) && c.receives(s, k):
			v.next++
			if k == 1 {
				s.rings[0].tail++
			}
			return true
		}
	}
	return false
}
