package ring

import (
	"context"
	"time"
)

// What only tests need to see.

type (
	Sleeper   = sleeper
	FreeLanes = freeLanes
	Crew      = crew
)

const (
	Segment = segment
	Spins   = spins
)

func NewSleeper(ready func() bool) *Sleeper {
	s := new(Sleeper)
	s.init(ready)
	return s
}

func (s *sleeper) Sleep()       { s.sleep() }
func (s *sleeper) Wake() bool   { return s.wake() }
func (s *sleeper) Called() bool { return s.isCalled() }

func NewFreeLanes(n int) *FreeLanes { return &FreeLanes{next: NewTable[uint32](n)} }

func (s *freeLanes) Lend() int         { return s.lend() }
func (s *freeLanes) GiveBack(lane int) { s.giveBack(lane) }

func NewCrew(n int, work func(c *Crew), claimable func() bool) *Crew {
	c := new(Crew)
	c.init(n, func() {
		c.arrived()
		work(c)
	}, claimable)
	return c
}

// MakesWork sets the question whether somebody was woken who makes work.
func (c *crew) MakesWork(called func() bool) { c.called = called }

func (c *crew) Judge(d time.Duration) { c.judge(d) }
func (c *crew) Vain() bool            { return c.vain.Load() }

func (c *crew) Need()    { c.need() }
func (c *crew) Park()    { c.park() }
func (c *crew) Dismiss() { c.dismiss() }
func (c *crew) Wait()    { c.wg.Wait() }

// Counts returns how many workers were started, how many are parked, and how many may still be called.
func (c *crew) Counts() (started, parked, idle int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.mu.started, c.mu.parked, int(c.idle.Load())
}

// Idle and Coming are what need looks at without the lock.
func (c *crew) Idle() int    { return int(c.idle.Load()) }
func (c *crew) Coming() bool { return c.coming.Load() }

// Done and Vanished are the states of a position.
func Done(p uint64) uint64     { return done(p) }
func Vanished(p uint64) uint64 { return vanished(p) }

// Keys returns of how many keys elements have not finished.
func (t *Turns[K]) Keys() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.mu.of)
}

// Vain runs the job as a sink does and reports whether its crew thinks that spinning is in vain.
func (j Job[T]) Vain(ctx context.Context) bool {
	r := newRing(ctx, j, func(T, error) bool { return true }, true)
	r.crew.enlist()
	r.guarded(r.work)
	r.close()
	return r.crew.vain.Load()
}
