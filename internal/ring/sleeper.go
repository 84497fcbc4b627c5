package ring

import "sync/atomic"

// A sleeper is one goroutine that sleeps until ready says true. Whoever makes
// ready true calls wake afterwards; no wake-up is lost, because the sleeper
// announces itself before it looks, and the waker looks for it afterwards.
type sleeper struct {
	ready func() bool
	state atomic.Uint32
	token chan struct{}
	_     pad
}

const (
	awake  uint32 = iota
	asleep        // or about to be
	called        // woken, and has not come yet
)

func (s *sleeper) init(ready func() bool) {
	s.ready = ready
	s.token = make(chan struct{}, 1) // at most one: whoever ends asleep sends, and sleep begins it again only after receiving
}

// sleep returns when ready holds, or held a moment ago: look again.
func (s *sleeper) sleep() {
	s.state.Store(asleep)
	pause()
	if s.ready() && s.state.CompareAndSwap(asleep, awake) {
		return
	}
	<-s.token
	s.state.Store(awake)
}

// wake reports whether it has woken the sleeper.
func (s *sleeper) wake() bool {
	if s.state.Load() != asleep || !s.ready() || !s.state.CompareAndSwap(asleep, called) {
		return false
	}
	pause()
	s.token <- struct{}{}
	return true
}

func (s *sleeper) isAsleep() bool { return s.state.Load() == asleep }
func (s *sleeper) isCalled() bool { return s.state.Load() == called }
