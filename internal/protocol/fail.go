package protocol

import "github.com/seed-09178888/leat/internal/protocol/explore"

// run calls the task of the element in a lane, unless it lies behind a failure.
func (r *ring) run(c, lane int) result {
	return call(r, "run", func() result {
		if r.usesCtxs() && !r.breaks(LimitFirst) {
			r.makeCtx(c)
		}
		if r.limit.Load() < c {
			return result{int8(c), cancelled}
		}
		if r.usesCtxs() && r.breaks(LimitFirst) {
			r.makeCtx(c)
		}
		return r.task(c, lane)
	})
}

func (r *ring) makeCtx(c int) {
	r.once(r.job.name+"ctxs.Store", nil, func(s *shared) int {
		r.vars(s).ctxs |= 1 << (c & r.mask)
		return 0
	})
}

// task is user code: it takes a while.
func (r *ring) task(c, lane int) result {
	elem := r.begins(c, lane)
	r.long(r.job.name+"task ends", func(s *shared) {
		v := r.vars(s)
		v.running--
		v.working &^= 1 << c
	})
	j := r.job
	switch {
	case j.Panics.has(elem):
		panic(crash{})
	case r.c.errs(r.k).has(elem):
		return result{int8(elem), failed}
	case j.Drops.has(elem):
		return result{int8(elem), vanishes}
	}
	return result{int8(elem), fine}
}

type crash struct{}

// begins returns the element in the lane.
func (r *ring) begins(c, lane int) int {
	if v, ok := r.p.Replayed(); ok {
		return v
	}
	return r.p.Do(step{Name: "task begins", Mine: true, Do: func(s *shared) int {
		v := r.vars(s)
		elem := lane
		if r.fed() {
			elem = int(v.lanes[lane]) - 1
		}
		if elem < 0 || elem >= maxElements || v.ran>>elem&1 != 0 {
			s.wrong = runTwice
			return 0
		}
		v.ran |= 1 << elem
		v.working |= 1 << c
		if v.running++; int(v.running) > r.job.Workers {
			s.wrong = tooManyRun
		}
		return elem
	}})
}

// failFast notes the failure that becomes the last result.
func (r *ring) failFast(res result) {
	r.call("failFast", func() {
		if r.sink {
			r.drain()
		}
		if !r.ctx.Load() {
			r.failure.CompareAndSwap(0, int(res.v)+1)
		}
	})
}

// fail is called when element c has failed and its result is published.
func (r *ring) fail(c int) {
	switch {
	case r.job.FailFast:
		r.cancel(2*r.k + 1)
	case !r.job.Stops:
	case r.job.Unordered:
		r.cancel(2*r.k + 1)
	default:
		r.cutBehind(c)
	}
}

func (r *ring) cutBehind(c int) {
	r.call("cutBehind", func() {
		lower := loop(r, "limit", false, func(bool) (bool, bool) {
			l := r.limit.Load()
			if l <= c {
				return false, false
			}
			swapped := r.limit.CompareAndSwap(l, c)
			return swapped, !swapped
		})
		if !lower {
			return
		}
		if r.fed() {
			r.cancel(2*r.k + 2)
		}
		if !r.usesCtxs() {
			return
		}
		end := r.claim.Load()
		loop(r, "behind", c+1, func(b int) (int, bool) {
			if b >= end {
				return b, false
			}
			r.once(r.job.name+"ctxs.Load; cancel", nil, func(s *shared) int {
				v := r.vars(s)
				if v.ctxs>>(b&r.mask)&1 != 0 {
					v.owner[b&r.mask] = int8(b + 1)
				}
				return 0
			})
			return b + 1, true
		})
	})
}

// usesCtxs reports whether the tasks have contexts of their own.
func (r *ring) usesCtxs() bool {
	j := r.job
	return j.UsesCtx && j.Stops && !j.Unordered && !j.FailFast
}

// guarded runs f; its panic ends the run at once.
func (r *ring) guarded(f func()) {
	crashed := call(r, "guarded", func() (crashed bool) {
		defer func() {
			switch v := recover(); {
			case v == nil:
			case explore.Paused(v):
				panic(v)
			default:
				crashed = v == crash{}
			}
		}()
		f()
		return false
	})
	if crashed {
		r.cancel(0) // Abort
		r.stop()
	}
}
