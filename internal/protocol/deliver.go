package protocol

// ready reports whether there is something for the receiver to do.
func (r *ring) ready() bool {
	return call(r, "ready", func() bool {
		st := call(r, "head", func() int { return r.slot(r.next.Load()) })
		switch {
		case st == isDone && r.below == nil, !r.breaks(EndUnseen) && r.ended(), r.over():
			return true
		case st == isDone, r.failure.Load() != 0:
			return r.receivable()
		}
		return st == isVanished
	})
}

// over reports whether the run ends without the rest of the results.
func (r *ring) over() bool { return r.stopped.Load() || r.parent.Load() }

// ends reports whether nothing is received after this result: it is last in deliver.go.
func (r *ring) ends(res result) bool { return res.err != fine && (r.job.Stops || r.job.FailFast) }

// consume receives the results in the caller's goroutine.
func (r *ring) consume() {
	loop(r, "consume", true, func(bool) (bool, bool) {
		res, ok := r.receive()
		if !ok || !r.emit(res) || r.ends(res) {
			return true, false
		}
		return true, true
	})
}

type received struct {
	result
	ok bool
}

// receive waits for the next result.
func (r *ring) receive() (result, bool) {
	got := loop(r, "receive", received{}, func(received) (received, bool) {
		if r.stopped.Load() {
			return received{}, false
		}
		if f := r.failure.Load(); f != 0 {
			r.cancel(2*r.k + 1)
			return received{result{int8(f - 1), failed}, true}, false
		}
		if r.parent.Load() {
			return received{}, false
		}
		p := r.next.Load()
		if r.slot(p) == isDone {
			if r.breaks(NextBeforeTake) {
				r.next.Store(p + 1)
			}
			res := r.take(p)
			if !r.breaks(NextBeforeTake) {
				r.next.Store(p + 1)
			}
			r.skip()
			r.release()
			return received{res, true}, false
		}
		switch {
		case r.skip():
			r.release()
		case r.ended():
			return received{}, false
		default:
			r.consumer.sleep()
		}
		return received{}, true
	})
	return got.result, got.ok
}

// skip moves next over dropped positions whose turn has come.
func (r *ring) skip() bool {
	if r.job.Drops == 0 || r.job.Unordered {
		return false // nothing ever vanishes from a position
	}
	return loop(r, "skip", false, func(moved bool) (bool, bool) {
		p := r.next.Load()
		if r.slot(p) != isVanished {
			return moved, false
		}
		if r.breaks(SkipStores) {
			r.next.Store(p + 1)
			return true, true
		}
		return r.next.CompareAndSwap(p, p+1) || moved, true
	})
}

// drainable reports whether drain has something to deliver, and nobody is at it.
func (r *ring) drainable() bool {
	return r.sink && call(r, "drainable", func() bool { return !r.draining.Load() && r.ready() })
}

// delivered is what one round of deliver comes to.
type delivered struct{ moved, over bool }

// drain delivers what is ready to the sink, and reports whether that was anything.
func (r *ring) drain() bool {
	return call(r, "drain", func() bool {
		progress := false
		return loop(r, "rounds", progress, func(progress bool) (bool, bool) {
			if !r.draining.CompareAndSwap(false, true) && !r.breaks(DrainTogether) {
				return progress, false
			}
			r.note("receiver", func(s *shared) {
				if r.vars(s).receivers++; r.vars(s).receivers > 1 {
					s.wrong = notAlone
				}
			})
			d := call(r, "deliver", r.deliver)
			r.note("receiver", func(s *shared) { r.vars(s).receivers-- })
			if d.over {
				r.stop()
				return true, false // draining stays set: nobody enters the sink again
			}
			r.draining.Store(false)
			if d.moved {
				progress = true
				r.release()
			}
			if r.breaks(NoSecondLook) {
				return progress, false
			}
			return progress, r.ready()
		})
	})
}

// deliver empties the slots from next on into the sink.
func (r *ring) deliver() delivered {
	if r.stopped.Load() {
		return delivered{false, true}
	}
	isCancelled := r.parent.Load()
	if f := r.failure.Load(); f != 0 {
		if !r.admitted() {
			return delivered{false, isCancelled}
		}
		r.emit(result{int8(f - 1), failed})
		return delivered{false, true}
	}
	d := r.slots()
	return delivered{d.moved, d.over || isCancelled || r.ended()}
}

// slots empties the slots from next on.
func (r *ring) slots() delivered {
	type upTo struct {
		delivered
		begun bool
		p     int
	}
	return call(r, "slots", func() delivered {
		u := loop(r, "p", upTo{}, func(u upTo) (upTo, bool) {
			if !u.begun {
				u.begun, u.p = true, r.next.Own()
			}
			st := r.slot(u.p)
			if st == isVanished {
				u.p, u.moved = u.p+1, true
				return u, true
			}
			if st != isDone || !r.admitted() {
				return u, false
			}
			res := r.take(u.p)
			u.over = !r.emit(res) || r.ends(res)
			if u.p%2 == 0 { // in earnest one of 32
				r.next.Store(u.p + 1)
			}
			u.p, u.moved = u.p+1, true
			return u, !u.over
		})
		r.next.Store(u.p)
		return u.delivered
	})
}
