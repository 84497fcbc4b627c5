package protocol

import (
	"fmt"

	"github.com/seed-09178888/leat/internal/protocol/explore"
)

// A process as the explorer runs it.
type process = explore.Process[shared]

type step = explore.Step[shared]

// A word is an atomic variable of the ring. Each of its methods is one step.
type word struct {
	p    *process
	name string
	at   func(*shared) *int8
	same *int8 // it never changes in this configuration: a look at it is no step
}

func (w word) Load() int {
	if w.same != nil {
		return int(*w.same)
	}
	if v, ok := w.p.Replayed(); ok {
		return v
	}
	return w.p.Do(step{Name: w.name + ".Load", Do: func(s *shared) int { return int(*w.at(s)) }})
}

// Own is Load by the only one who may write it.
func (w word) Own() int {
	if v, ok := w.p.Replayed(); ok {
		return v
	}
	return w.p.Do(step{Name: w.name + ".Own", Mine: true, Do: func(s *shared) int { return int(*w.at(s)) }})
}

func (w word) Store(v int) {
	if _, ok := w.p.Replayed(); ok {
		return
	}
	w.p.Do(step{Name: fmt.Sprintf("%s.Store(%d)", w.name, v), Do: func(s *shared) int {
		*w.at(s) = int8(v)
		return 0
	}})
}

func (w word) Add(d int) int {
	if v, ok := w.p.Replayed(); ok {
		return v
	}
	return w.p.Do(step{Name: fmt.Sprintf("%s.Add(%d)", w.name, d), Do: func(s *shared) int {
		*w.at(s) += int8(d)
		return int(*w.at(s))
	}})
}

func (w word) CompareAndSwap(from, to int) bool {
	if v, ok := w.p.Replayed(); ok {
		return v == 1
	}
	return w.p.Do(step{Name: fmt.Sprintf("%s.CompareAndSwap(%d, %d)", w.name, from, to), Do: func(s *shared) int {
		if *w.at(s) != int8(from) {
			return 0
		}
		*w.at(s) = int8(to)
		return 1
	}}) == 1
}

// A flag is an atomic bool.
type flag struct{ word }

func flagOf(p *process, name string, at func(*shared) *int8) flag {
	return flag{word{p: p, name: name, at: at}}
}

func (f flag) Load() bool   { return f.word.Load() == yes }
func (f flag) Store(v bool) { f.word.Store(number(v)) }
func (f flag) CompareAndSwap(from, to bool) bool {
	return f.word.CompareAndSwap(number(from), number(to))
}

// Swap returns what the flag was.
func (f flag) Swap(v bool) bool {
	if was, ok := f.p.Replayed(); ok {
		return was == yes
	}
	return f.p.Do(step{Name: fmt.Sprintf("%s.Swap(%t)", f.name, v), Do: func(s *shared) int {
		was := *f.at(s)
		*f.at(s) = int8(number(v))
		return int(was)
	}}) == yes
}

const yes = 1

func number(b bool) int {
	if b {
		return yes
	}
	return 0
}

// note changes what only the properties look at. It is no step.
func (r *ring) note(name string, do func(*shared)) {
	if _, ok := r.p.Replayed(); ok {
		return
	}
	r.p.Do(step{Name: name, Mine: true, Do: func(s *shared) int { do(s); return 0 }})
}

// long is a step of user code, which takes any time.
func (r *ring) long(name string, do func(*shared)) {
	if _, ok := r.p.Replayed(); ok {
		return
	}
	r.p.Do(step{Name: name, Long: true, Do: func(s *shared) int { do(s); return 0 }})
}

// once is a step made of several accesses that nobody can come between, see the package comment. It
// waits until when holds; nil: at once.
func (r *ring) once(name string, when func(*shared) bool, do func(*shared) int) int {
	if v, ok := r.p.Replayed(); ok {
		return v
	}
	return r.p.Do(step{Name: name, When: when, Do: do})
}

// call names a part of the code of which only the result is remembered.
func call[T comparable](r *ring, name string, f func() T) T {
	return explore.Call(r.p, r.job.name+name, f)
}

// run is call for a part without a result.
func (r *ring) call(name string, f func()) {
	call(r, name, func() bool { f(); return true })
}

// loop names rounds of which only the variables are remembered.
func loop[T comparable](r *ring, name string, vars T, round func(T) (T, bool)) T {
	return explore.Loop(r.p, r.job.name+name, vars, round)
}
