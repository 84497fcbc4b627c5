package protocol

// fed reports whether the source is not indexed.
func (r *ring) fed() bool { return r.job.Fed || r.linked() }

// feeder is the life of the feeder's goroutine.
func (r *ring) feeder() {
	r.once(r.job.name+"go feeder", func(s *shared) bool { return r.vars(s).feeders > 0 }, func(s *shared) int {
		r.vars(s).feeders--
		return 0
	})
	r.guarded(r.runFeed)
	r.note(r.job.name+"wg.Done", r.joins)
}

func (r *ring) runFeed() {
	r.reserve()
	r.source()
	r.end.Store(r.pulled())
	r.leave()
	r.cancel(2*r.k + 2)
}

// source is Job.Feed: it gives one element after another, and may end as soon as its context has ended.
func (r *ring) source() {
	loop(r, "source", 0, func(i int) (int, bool) {
		r.note("source is asked", func(s *shared) {
			v := r.vars(s)
			v.asking = yes
			if v.tail+v.direct-v.next-v.dropped >= int8(r.job.Window) {
				s.wrong = askedEarly
			}
		})
		if !r.gives(i) {
			return i, false
		}
		err := fine
		if r.job.UpErrs.has(i) {
			err = failed
		}
		return i + 1, r.commit(err)
	})
}

// gives is the answer of the source that was asked for element i.
func (r *ring) gives(i int) bool {
	if v, ok := r.p.Replayed(); ok {
		return v == yes
	}
	return r.p.Do(step{Name: r.job.name + "source answers", Long: true, Choices: 2, Choose: func(s *shared, choice int) int {
		v := r.vars(s)
		v.asking = 0
		if i == r.job.Size || choice == 1 && s.contexts[2*r.k+2] == yes {
			return 0
		}
		v.lanes[v.inlet] = int8(i + 1)
		return yes
	}}) == yes
}

// pulled counts the elements that the source gave.
func (r *ring) pulled() int { return r.tail.Load() + r.direct.Load() }

// room reports whether the source may be asked for another element, or must not be asked any more.
func (r *ring) room() bool {
	return call(r, "room", func() bool {
		window := r.job.Window
		if r.breaks(WideRoom) {
			window++
		}
		return r.pulled()-r.released() < window || r.unwanted()
	})
}

// feedable is what the feeder sleeps for.
func (r *ring) feedable() bool {
	return call(r, "feedable", func() bool { return r.room() || !r.breaks(FeederKeepsResults) && r.drainable() })
}

// unwanted reports whether the source is to end.
func (r *ring) unwanted() bool {
	return call(r, "unwanted", func() bool { return r.stopped.Load() || r.feedCtx.Load() })
}

// commit hands the element in the inlet's lane to the workers and waits for room for the next.
func (r *ring) commit(err int8) bool {
	return call(r, "commit", func() bool {
		if r.unwanted() {
			return false
		}
		r.enqueue(err)
		loop(r, "wait", true, func(bool) (bool, bool) {
			if r.unwanted() || r.room() {
				return true, false
			}
			if !r.sink || !r.drain() {
				r.feed.sleep()
			}
			return true, true
		})
		if r.unwanted() {
			return false
		}
		r.reserve()
		return true
	})
}

func (r *ring) enqueue(err int8) {
	r.call("enqueue", func() {
		isFailed := err != fine && !r.job.SeesErrs
		if isFailed && r.job.Unordered {
			r.direct.Add(1)
			v := r.inletElement()
			r.forget(r.inlet())
			r.publish(0, result{v, err})
			r.announce()
			return
		}
		t := r.tail.Own()
		if r.job.Unordered {
			lane := r.inlet()
			r.queue(t).Store(lane)
		}
		r.tail.Store(t + 1)
		if isFailed {
			if r.job.FailFast {
				r.failFast(result{r.inletElement(), err})
				r.consumer.wake()
			}
			r.fail(t)
		}
		if !r.breaks(CommitSilently) {
			r.crew.need()
		}
	})
}

// reserve gets ready for the next element before the source is asked for it.
func (r *ring) reserve() {
	r.call("reserve", func() {
		if !r.job.Unordered {
			r.note("inlet.Lane = n & mask", func(s *shared) {
				v := r.vars(s)
				v.inlet = v.tail & int8(r.mask) // direct is zero
				r.borrow(s)
			})
			return
		}
		r.once(r.job.name+"inlet.Lane = lend()", nil, func(s *shared) int {
			v := r.vars(s)
			if v.mine == 0 {
				v.mine, v.free = v.free, 0
			}
			if v.mine == 0 {
				v.inlet = v.fresh
				v.fresh++
			} else {
				v.inlet, v.mine = int8(v.mine.top()), v.mine.pop()
			}
			r.borrow(s)
			return 0
		})
	})
}

// borrow notes that the inlet's lane is in use from now on.
func (r *ring) borrow(s *shared) {
	v := r.vars(s)
	if v.inlet >= maxSlots || v.lanes[v.inlet] != 0 {
		s.wrong = laneInUse
		v.inlet = 0
	}
	v.lanes[v.inlet] = reserved
}

const reserved = 100

// inlet is the lane that the feeder fills.
func (r *ring) inlet() int {
	return word{p: r.p, name: "inlet.Lane", at: func(s *shared) *int8 { return &r.vars(s).inlet }}.Own()
}

// inletElement is the element in it.
func (r *ring) inletElement() int8 {
	return int8(word{p: r.p, name: "lane", at: func(s *shared) *int8 { return &r.vars(s).lanes[r.vars(s).inlet] }}.Own() - 1)
}

// queue says which lane a number has.
func (r *ring) queue(c int) word {
	return word{p: r.p, name: r.job.name + "queue", at: func(s *shared) *int8 { return &r.vars(s).queue[c&r.mask] }}
}

// laneOf returns the lane of element c.
func (r *ring) laneOf(c int) int {
	switch {
	case !r.fed():
		return c
	case r.job.Unordered:
		return r.queue(c).Load()
	}
	return c & r.mask
}

// forget ends the use of a lane.
func (r *ring) forget(lane int) {
	r.once(r.job.name+"forget lane", nil, func(s *shared) int {
		v := r.vars(s)
		v.lanes[lane] = 0
		if r.job.Unordered {
			v.free = v.free.push(lane)
		}
		return 0
	})
}
