package ring

// ready reports whether there is something for the receiver to do.
func (r *ring[T]) ready() bool {
	p := r.next.Load()
	st := r.stateOf(p)
	switch {
	case st == done(p) && r.below == nil, r.ended(), r.over():
		return true
	case st == done(p), r.failure.Load() != nil:
		return r.receivable()
	}
	return st == vanished(p)
}

// over reports whether the run ends without the rest of the results.
func (r *ring[T]) over() bool { return r.stopped.Load() || r.parent.Err() != nil }

// last reports whether nothing is received after a result with this error.
func (r *ring[T]) last(err error) bool { return err != nil && (r.Stops || r.FailFast) }

// take empties a slot.
func (r *ring[T]) take(sl *slot[T]) (T, error) {
	v, err := sl.take()
	if err != nil && r.FailFast {
		if f := r.failure.Load(); f != nil {
			err = *f
		}
	}
	return v, err
}

// consume receives the results in the caller's goroutine.
func (r *ring[T]) consume() {
	for {
		v, err, ok := r.receive()
		if !ok || !r.emit(v, err) || r.last(err) {
			return
		}
	}
}

// receive waits for the next result. The place in the window is free before
// the result is returned, so that no task waits for what the consumer does with
// it. A FailFast failure stands, though ctx may have ended since.
func (r *ring[T]) receive() (v T, err error, ok bool) { //nolint:revive // ok is last, as in a map lookup
	for !r.stopped.Load() {
		if f := r.failure.Load(); f != nil {
			r.cancel()
			return v, *f, true
		}
		if r.parent.Err() != nil {
			return v, nil, false
		}
		p := r.next.Load()
		if sl := r.slotOf(p); sl != nil && sl.state.Load() == done(p) {
			v, err = r.take(sl)
			pause()
			r.next.Store(p + 1)
			r.skip()
			r.release()
			return v, err, true
		}
		switch {
		case r.skip():
			r.release()
		case r.ended():
			return v, nil, false
		default:
			r.consumer.sleep()
		}
	}
	return v, nil, false
}

// skip moves next over dropped positions whose turn has come; a sink does it in drain.
func (r *ring[T]) skip() (moved bool) {
	for {
		p := r.next.Load()
		if r.stateOf(p) != vanished(p) {
			return moved
		}
		pause()
		if r.next.CompareAndSwap(p, p+1) {
			moved = true
		}
	}
}

// drainable reports whether drain has something to deliver, and nobody is at it.
func (r *ring[T]) drainable() bool {
	return r.sink && !r.draining.Load() && r.ready()
}

// drain delivers what is ready to the sink, and reports whether that was anything.
func (r *ring[T]) drain() (progress bool) {
	for r.draining.CompareAndSwap(false, true) {
		pause()
		moved, over := r.deliver()
		if over {
			r.stop()
			return true // draining stays set: nobody enters the sink again
		}
		pause()
		r.draining.Store(false)
		pause()
		if moved {
			progress = true
			r.release()
		}
		if !r.ready() {
			break
		}
	}
	return progress
}

// deliver empties the slots from next on into the sink. If the context has
// ended, those that had finished are the last.
func (r *ring[T]) deliver() (moved, over bool) {
	if r.stopped.Load() {
		return false, true
	}
	cancelled := r.parent.Err() != nil
	if f := r.failure.Load(); f != nil {
		if !r.admitted() {
			return false, cancelled
		}
		var zero T
		r.emit(zero, *f)
		return false, true
	}
	start := r.next.Load()
	p := start
	for ; !over; p++ {
		sl := r.slotOf(p)
		if sl == nil {
			break
		}
		st := sl.state.Load()
		if st == vanished(p) {
			continue
		}
		if st != done(p) || !r.admitted() {
			break
		}
		v, err := r.take(sl)
		over = !r.emit(v, err) || r.last(err)
		if p%32 == 0 {
			r.next.Store(p + 1) // let others go on
		}
	}
	r.next.Store(p)
	return p != start, over || cancelled || r.ended()
}
