package protocol

// quiet says what is wrong where everybody sleeps, or is in user code, which may take
// any time: that is what guarantee 5 forbids. A wake-up that is lost, but made up for by
// what happens later, is found here.
func (c *Config) quiet(s *shared) string {
	for k, j := range c.Jobs {
		v := &s.rings[k]
		if v.stopped == yes && v.crew.parked > 0 {
			return j.name + "a worker sleeps though the run is over"
		}
		if v.stopped == yes && v.feed.state == asleep {
			return j.name + "the feeder sleeps though the run is over"
		}
		if j.UsesCtx && c.runsOn(v, j) {
			return j.name + "a task behind a failure is not cancelled"
		}
	}
	if low := &s.rings[0]; !c.Sink && low.busy == 0 && (low.failure != 0 || low.stopped == yes) && s.contexts[0] != yes && !c.atClose(low) {
		return "the failure is not received"
	}
	for _, ended := range s.contexts {
		if ended == yes {
			return "" // results are lost anyway, and nothing new begins
		}
	}
	return c.idles(s)
}

// atClose: the consumer has received the last result.
func (c *Config) atClose(v *vars) bool { return v.stopped == yes }

// runsOn reports whether a task behind a failure knows nothing of it.
func (c *Config) runsOn(v *vars, j Job) bool {
	for n := range maxElements {
		if v.working>>n&1 != 0 && int(v.limit) < n && v.owner[n&(j.slots()-1)] == 0 {
			return true
		}
	}
	return false
}

// idles says what waits for something that could go on. The state is a copy, in which
// all that can be delivered is, as if there were nothing but counters.
func (c *Config) idles(shared *shared) string {
	s := *shared
	for k, j := range c.Jobs {
		if v := &s.rings[k]; !c.Sink && k == 0 && (v.at(j) == vanished(int(v.next)) || v.busy == 0 && v.at(j) == done(int(v.next))) {
			return j.name + "a result whose turn has come is not delivered"
		}
	}
	for c.delivers(&s) {
	}
	for k, j := range c.Jobs {
		v := &s.rings[k]
		opened := int(v.tail)
		fed := j.Fed || k < len(c.Jobs)-1
		if !fed {
			opened = min(j.Size, int(v.next+v.dropped)+j.Window)
		}
		if opened > int(v.claim) && int(v.running) < j.Workers {
			return j.name + "an element waits, and a worker is free"
		}
		if j.Fed && v.end == unknown && v.asking == 0 && c.room(v, j) {
			return j.name + "there is room, and the source is not asked"
		}
	}
	return ""
}

func (c *Config) room(v *vars, j Job) bool {
	return int(v.tail+v.direct-v.next-v.dropped) < j.Window
}

// at is the state of the next slot.
func (v *vars) at(j Job) int { return int(v.slots[int(v.next)&(j.slots()-1)].state) }

// delivers moves one result on, if any can be.
func (c *Config) delivers(s *shared) bool {
	for k, j := range c.Jobs {
		v := &s.rings[k]
		if k == 0 && !c.Sink {
			continue
		}
		is := v.at(j)
		if is == vanished(int(v.next)) {
			v.next++
			return true
		}
		if is != done(int(v.next)) || k == 1 && !c.room(&s.rings[0], c.Jobs[0]) {
			continue
		}
		v.next++
		if k == 1 {
			s.rings[0].tail++
		}
		return true
	}
	return false
}
