package protocol

type sleeper struct {
	r     *ring
	name  string
	ready func() bool
	state word
	at    func(*shared) *sleeperVars
}

func (r *ring) newSleeper(name string, used bool, ready func() bool, at func(*vars) *sleeperVars) sleeper {
	s := sleeper{r: r, name: r.job.name + name, ready: ready, at: func(s *shared) *sleeperVars { return at(r.vars(s)) }}
	s.state = word{p: r.p, name: s.name + ".state", at: func(sh *shared) *int8 { return &s.at(sh).state }}
	if !used {
		s.state.same = new(int8)
	}
	return s
}

// sleep returns when ready holds, or held a moment ago.
func (s sleeper) sleep() {
	s.r.call(s.name+".sleep", func() {
		s.state.Store(asleep)
		if !s.r.breaks(SleepBlindly) && s.ready() && s.state.CompareAndSwap(asleep, awake) {
			return
		}
		s.r.once("<-"+s.name+".token", func(sh *shared) bool { return s.at(sh).token > 0 }, func(sh *shared) int {
			*s.at(sh) = sleeperVars{state: awake, token: s.at(sh).token - 1}
			return 0
		})
	})
}

// wake reports whether it has woken the sleeper.
func (s sleeper) wake() bool {
	return call(s.r, s.name+".wake", func() bool {
		if s.state.Load() != asleep || !s.ready() {
			return false
		}
		if s.r.breaks(WakeTwice) {
			s.state.Store(called)
		} else if !s.state.CompareAndSwap(asleep, called) {
			return false
		}
		s.r.note(s.name+".token<-", func(sh *shared) {
			v := s.at(sh)
			if v.token++; v.token > 1 {
				sh.wrong = twoTokens
			}
		})
		return true
	})
}

func (s sleeper) isAsleep() bool { return s.state.Load() == asleep }
func (s sleeper) isCalled() bool { return s.state.Load() == called }
