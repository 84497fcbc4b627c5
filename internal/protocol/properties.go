package protocol

// A fault is what a step has done that it must not.
type fault int8

const (
	_ fault = iota
	twoTokens
	overwritten
	takenAtWrongTime
	outOfOrder
	receivedCancelled
	receivedTwice
	notAlone
	askedEarly
	laneInUse
	runTwice
	tooManyRun
)

var faults = map[fault]string{
	twoTokens:         "a sleeper gets two tokens",
	overwritten:       "a slot is written before its last result was received",
	takenAtWrongTime:  "a slot is emptied that holds nothing, or is not the receiver's any more",
	outOfOrder:        "a position is received after a later one, or again",
	receivedCancelled: "a result is received that lies behind a failure",
	receivedTwice:     "an element is received twice",
	notAlone:          "two deliver at the same time",
	askedEarly:        "the source is asked for an element that there is no room for",
	laneInUse:         "a lane is lent that is in use",
	runTwice:          "a task runs for a lane that is empty, or again for the same element",
	tooManyRun:        "more than n tasks run",
}

// wrong says what is wrong in a state, whatever the state.
func (c *Config) wrong(s *shared) string {
	if s.wrong != 0 {
		return faults[s.wrong]
	}
	for k, j := range c.Jobs {
		v := &s.rings[k]
		pulled := v.claim
		if c.fed(k) {
			pulled = v.tail + v.direct
		}
		switch {
		case int(pulled-v.next-v.dropped) > j.Window:
			return j.name + "pulled - released is more than the window"
		case v.next+v.dropped > v.claim+v.direct || c.fed(k) && v.claim > v.tail:
			return j.name + "next + dropped <= claim <= tail does not hold"
		case int(v.crew.token) > j.Workers:
			return j.name + "more tokens than workers"
		}
	}
	if s.returned == yes {
		return c.wrongAfterAll(s)
	}
	return ""
}

// wrongAfterAll says what is wrong when the caller has returned.
func (c *Config) wrongAfterAll(s *shared) string {
	for k, j := range c.Jobs {
		v := &s.rings[k]
		if v.crew.token+v.consumer.token+v.feed.token != 0 {
			return j.name + "a token is left"
		}
		if v.running != 0 {
			return j.name + "a task is left"
		}
	}
	want, certain := c.expected()
	if got := Elements(s.rings[0].got); certain && got != want {
		return "the caller has not got the results that it should"
	}
	if certain && want == c.all() && Elements(s.rings[0].ran)|c.direct() != want {
		return "an element was not run"
	}
	return ""
}

// direct are the elements that are finished when they are pulled.
func (c *Config) direct() Elements {
	if c.Jobs[0].Unordered {
		return c.upErrs(0)
	}
	return 0
}

// all elements of the source.
func (c *Config) all() Elements { return 1<<c.Jobs[len(c.Jobs)-1].Size - 1 }

// expected returns what the caller gets of a run, if that is certain.
func (c *Config) expected() (want Elements, certain bool) {
	want = c.all()
	if c.Cancel || c.Leave > 0 || c.crashes() {
		return 0, false
	}
	for k, j := range c.Jobs {
		switch errs := c.errs(k); {
		case errs == 0 || !j.Stops && !j.FailFast:
		case j.Unordered || j.FailFast || len(c.Jobs) > 1:
			return 0, false
		default: // all before the first failure, and that one
			want &= errs&-errs*2 - 1
		}
		want &^= j.Drops
	}
	return want, true
}
