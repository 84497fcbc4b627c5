package ring

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sourcegraph/conc"
)

// A crew is up to n workers. They start on demand and park when there is
// nothing to do; one at a time is on its way to work, and passes the call on
// when it has found some. So n = 10,000 costs a few goroutines while tasks are
// short, and 10,000 when they block.
type crew struct {
	n         int
	work      func()
	claimable func() bool // is there something to claim, or to fetch?
	useful    func() bool // is there anything else to do? may be nil
	called    func() bool // has somebody been woken who makes work, and not come yet? may be nil
	wg        conc.WaitGroup
	token     chan struct{} // one per worker taken off parked
	alone     bool          // there is one processor only: spinning would keep others from working
	vain      atomic.Bool   // spinning would be in vain: tasks are too short, or too long

	_        pad
	coming   atomic.Bool  // somebody was called and has not looked yet
	spinning atomic.Bool  // somebody looks without sleeping
	idle     atomic.Int64 // how many could be called: n - started + parked
	_        pad

	mu struct {
		sync.Mutex
		started, parked int
		dismissed       bool
	}
}

func (c *crew) init(n int, work func(), claimable func() bool) {
	c.n, c.work, c.claimable = n, work, claimable
	c.token = make(chan struct{}, n)
	c.idle.Store(int64(n))
	c.alone = runtime.GOMAXPROCS(0) == 1
}

// enlist makes the caller one of the workers.
func (c *crew) enlist() {
	c.mu.started++
	c.idle.Add(-1)
}

// need calls one more worker if there is something to claim and nobody is coming.
func (c *crew) need() {
	if c.coming.Load() || c.spinning.Load() || c.idle.Load() == 0 || !c.claimable() || !c.coming.CompareAndSwap(false, true) {
		return
	}
	pause()
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.mu.dismissed:
	case c.mu.parked > 0:
		c.mu.parked--
		c.idle.Add(-1)
		c.token <- struct{}{}
	case c.mu.started < c.n:
		c.mu.started++
		c.idle.Add(-1)
		c.wg.Go(c.work)
	default: // the last idle one has found work by itself
		c.coming.Store(false)
	}
}

// arrived is called by a worker that was called, before it looks for work.
func (c *crew) arrived() {
	pause()
	c.coming.Store(false)
	pause()
}

// park sleeps until the worker is needed, or dismissed.
func (c *crew) park() {
	if c.called != nil && c.called() {
		c.yield()
		if c.claimable() {
			return
		}
	}
	if c.spin() {
		return
	}
	pause()
	if !c.announce() {
		return
	}
	pause()
	<-c.token
	c.arrived()
}

// yield lets the goroutines run that wait for this processor, such as one that
// the worker has woken. A processor that has nothing to do goes to sleep, and
// another one's next goroutine is the last thing it takes over: tens of
// microseconds pass. So a worker gives way before it runs out of work.
func (c *crew) yield() {
	coming := c.coming.CompareAndSwap(false, true) // it will look for work, nobody else need be called
	runtime.Gosched()
	if coming {
		c.arrived()
	}
}

const (
	// shortTask is about what it costs to hand something to another processor and
	// back: beside shorter ones a second worker is in the way of the first.
	shortTask = 100 * time.Nanosecond

	// longTask is what it may take to be woken: beside longer ones nothing is won by being awake.
	longTask = 50 * time.Microsecond
)

// judge notes how long a task took.
func (c *crew) judge(d time.Duration) {
	if vain := d < shortTask || d > longTask; vain != c.vain.Load() {
		c.vain.Store(vain)
	}
}

// spins is how often a worker looks for work before it sleeps. It is counted,
// since virtual time stands still while a goroutine spins.
const spins = 200

// spin looks for work for a while, if nobody else does: to be woken takes
// longer than most others need to make some. More than one would be in each other's way.
func (c *crew) spin() (found bool) {
	if c.alone || c.vain.Load() || !c.spinning.CompareAndSwap(false, true) {
		return false
	}
	for i := 0; i < spins && !found; i++ {
		found = c.claimable()
	}
	c.spinning.Store(false)
	return found
}

// announce counts the worker as parked, unless there is something to do. A
// parked worker is taken off only by the one that sends it the token.
func (c *crew) announce() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mu.parked++
	c.idle.Add(1)
	if c.mu.dismissed || c.claimable() || c.useful != nil && c.useful() {
		c.mu.parked--
		c.idle.Add(-1)
		return false
	}
	return true
}

// dismiss makes parked workers leave, and lets nobody start or park any more.
func (c *crew) dismiss() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mu.dismissed = true
	for ; c.mu.parked > 0; c.mu.parked-- {
		c.token <- struct{}{}
	}
}
