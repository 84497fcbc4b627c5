package ring

import "sync/atomic"

// A sleeper is one goroutine that sleeps until ready says true. Whoever makes
// ready true calls wake afterwards; no wake-up is lost, because the sleeper
// announces itself before it looks, and the waker looks for it afterwards.
type sleeper struct {
	ready  func() bool
	asleep atomic.Bool
	token  chan struct{}
	_      pad
}

func (s *sleeper) init(ready func() bool) {
	s.ready = ready
	s.token = make(chan struct{}, 1) // at most one: whoever resets asleep sends, and sleep sets it again only after receiving
}

// sleep returns when ready holds, or held a moment ago: look again.
func (s *sleeper) sleep() {
	s.asleep.Store(true)
	pause()
	if s.ready() && s.asleep.CompareAndSwap(true, false) {
		return
	}
	<-s.token
}

func (s *sleeper) wake() {
	if s.asleep.Load() && s.ready() && s.asleep.CompareAndSwap(true, false) {
		pause()
		s.token <- struct{}{}
	}
}
