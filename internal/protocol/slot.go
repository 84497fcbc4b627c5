package protocol

// stateOf is the state of the slot of a position.
func (r *ring) stateOf(p int) word {
	i := p & r.mask
	return word{p: r.p, name: r.job.name + slotNames[i] + ".state", at: func(s *shared) *int8 { return &r.vars(s).slots[i].state }}
}

var slotNames = [maxSlots]string{"slot0", "slot1", "slot2", "slot3"}

// A look at a slot asks no more than this, so no more is remembered of it.
const (
	isOther = iota
	isDone
	isVanished
)

// slot is stateOf(p).Load(), compared with done(p) and vanished(p).
func (r *ring) slot(p int) int {
	if v, ok := r.p.Replayed(); ok {
		return v
	}
	at := r.stateOf(p).at
	return r.p.Do(step{Name: r.job.name + slotNames[p&r.mask] + ".state.Load", Do: func(s *shared) int {
		switch int(*at(s)) {
		case done(p):
			return isDone
		case vanished(p):
			return isVanished
		}
		return isOther
	}})
}

// put publishes a result. A slot belongs to the one who writes it until the state is stored, so to
// write it is no step of its own; what is checked is that it does.
func (r *ring) put(p int, res result) {
	if r.breaks(StateFirst) {
		r.stateOf(p).Store(done(p))
	}
	r.note(r.job.name+slotNames[p&r.mask]+".val = v", func(s *shared) {
		v := r.vars(s)
		sl := &v.slots[p&r.mask]
		if sl.val != 0 || int(sl.state) == done(p) || p < int(v.next) || p > int(v.next)+r.mask {
			s.wrong = overwritten
		}
		sl.val, sl.err = res.v+1, res.err
	})
	if !r.breaks(StateFirst) {
		r.stateOf(p).Store(done(p))
	}
}

// take empties the slot of p. It belongs to the receiver as long as next lies before it.
func (r *ring) take(p int) result {
	res := r.takeSlot(p)
	if res.err != fine && r.job.FailFast {
		if f := r.failure.Load(); f != 0 {
			res.v = int8(f - 1)
		}
	}
	return res
}

func (r *ring) takeSlot(p int) result {
	v, ok := r.p.Replayed()
	if !ok {
		v = r.p.Do(step{Name: r.job.name + slotNames[p&r.mask] + ".take", Mine: true, Do: func(s *shared) int {
			v := r.vars(s)
			sl := &v.slots[p&r.mask]
			was := *sl
			sl.val, sl.err = 0, 0
			switch {
			case was.val == 0 || int(was.state) != done(p) || p < int(v.next):
				s.wrong = takenAtWrongTime
				return 0
			case p < int(v.received):
				s.wrong = outOfOrder
			case was.err == cancelled:
				s.wrong = receivedCancelled
			}
			v.received = int8(p + 1)
			return int(was.val-1)<<2 | int(was.err)
		}})
	}
	return result{int8(v >> 2), int8(v & 3)}
}
