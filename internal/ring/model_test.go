package ring_test

import "time"

// A model computes the outcome of a plan from the guarantees alone: a slot is
// taken before the source is asked, at most n tasks run and n do while there are
// elements, a result is received as soon as it is its turn and the receiver is
// free, its place in the window is free from then on. It knows nothing of how the ring does it.
type model struct {
	plan
	out outcome
	now time.Duration
	tie bool // two independent events at the same time: the outcome is not determined

	asking    bool          // the source has been asked
	answer    time.Duration // and answers at this time
	nPulled   int
	exhausted bool // the source has ended, or is not asked any more

	queue   []int
	running map[int]time.Duration // when they will have finished
	results map[int]int           // by position: the element
	gone    map[int]bool          // ordered: dropped, its turn has not come
	next    int                   // position
	tickets int
	dropped int // unordered

	busy    bool // the consumer is in its body
	free    time.Duration
	leaving bool // and ends the run after it

	limit   int // nothing behind it starts
	dead    bool
	failed  int // fail fast: the first in time
	parent  bool
	stopped bool
}

// predict returns what a run of p has to look like, or ok false if the plan leaves that open.
func (p plan) predict() (o outcome, ok bool) {
	m := &model{
		plan: p, out: newOutcome(len(p.els)), limit: len(p.els), failed: -1,
		running: map[int]time.Duration{}, results: map[int]int{}, gone: map[int]bool{},
	}
	if !p.fed {
		m.nPulled, m.exhausted = len(p.els), true
		for i := range p.els {
			m.queue = append(m.queue, i)
		}
	}
	for m.settle(); !m.isOver(); m.settle() {
		m.step()
	}
	m.out.over = m.now
	return m.out, !m.tie
}

func (m *model) released() int { return m.next + m.dropped }

func (m *model) isOver() bool { return m.stopped && !m.busy && len(m.running) == 0 }

// settle does all that happens now without anything else finishing.
func (m *model) settle() {
	for m.pull() || m.start() || m.skip() || m.receive() {
	}
}

func (m *model) pull() bool {
	if m.exhausted || m.asking || m.nPulled-m.released() >= m.w {
		return false
	}
	m.asking = true
	d := m.srcEnd
	if m.nPulled < len(m.els) {
		d = m.els[m.nPulled].src
	}
	m.answer = m.now + d
	if d == 0 {
		m.answered()
	}
	return true
}

// answered is the source giving its next element, or its end.
func (m *model) answered() {
	m.asking = false
	i := m.nPulled
	if i == len(m.els) {
		m.exhausted = true
		return
	}
	m.nPulled++
	m.out.pulled[i] = m.now
	failed := m.els[i].upErr && !m.seesErrs
	if failed && m.unordered {
		m.publish(i)
		m.fail(i)
		return
	}
	m.queue = append(m.queue, i)
	if failed {
		m.fail(i)
	}
}

func (m *model) start() bool {
	if len(m.queue) == 0 || len(m.running) == m.n || m.dead {
		return false
	}
	i := m.queue[0]
	if i > m.limit || !m.fed && i >= m.released()+m.w {
		return false
	}
	m.queue = m.queue[1:]
	m.out.started[i] = m.now
	m.running[i] = m.now + m.els[i].task
	return true
}

func (m *model) skip() bool {
	if !m.gone[m.next] {
		return false
	}
	m.next++
	return true
}

func (m *model) receive() bool {
	if m.stopped || m.busy {
		return false
	}
	i, ready := m.results[m.next]
	switch {
	case m.failed >= 0:
		i = m.failed
	case ready:
		m.next++
	case m.exhausted && !m.dead && m.limit == len(m.els) && m.released() == m.nPulled:
		m.stop()
		return true
	default:
		return false
	}
	k := len(m.out.got)
	m.out.got = append(m.out.got, receipt{m.now, i, m.fails(i)})
	m.leaving = m.fails(i) && (m.stops || m.failFast) || k+1 == m.stopAfter
	m.busy, m.free = true, m.now+m.bodies[k]
	if m.bodies[k] == 0 {
		m.bodyEnds()
	}
	return true
}

func (m *model) bodyEnds() {
	m.busy = false
	if m.leaving {
		m.stop()
	}
}

// step goes on to the next event.
func (m *model) step() {
	var happens func()
	at := never
	event := func(t time.Duration, f func()) {
		if at == t {
			m.tie = true
		}
		if at == never || t < at {
			at, happens = t, f
		}
	}
	for i, t := range m.running {
		event(t, func() { m.finish(i) })
	}
	if m.asking {
		event(m.answer, m.answered)
	}
	if m.busy {
		event(m.free, m.bodyEnds)
	}
	if m.cancelAt > 0 && !m.parent && !m.stopped {
		event(m.cancelAt, func() {
			m.tie = m.tie || m.failed >= 0 // whether the failure is still received is left open
			m.parent = true
			m.stop()
		})
	}
	m.now = at
	happens()
}

func (m *model) finish(i int) {
	delete(m.running, i)
	m.out.finished[i] = m.now
	if m.els[i].drop && !m.fails(i) {
		if m.unordered {
			m.dropped++
		} else {
			m.gone[i] = true
		}
		return
	}
	m.publish(i)
	if m.fails(i) {
		m.fail(i)
	}
}

func (m *model) publish(i int) {
	p := i
	if m.unordered {
		p = m.tickets
		m.tickets++
	}
	m.results[p] = i
}

func (m *model) fail(i int) {
	switch {
	case m.dead || m.stopped:
	case m.failFast:
		m.failed = i
		m.kill()
	case !m.stops:
	case m.unordered:
		m.kill()
	case i < m.limit:
		m.limit = i
		m.cancelBehind(i)
		m.closeSource()
	}
}

// kill cancels all tasks; none starts any more.
func (m *model) kill() {
	m.dead = true
	m.cancelBehind(-1)
	m.closeSource()
}

func (m *model) stop() {
	m.stopped = true
	m.kill()
}

func (m *model) closeSource() { m.exhausted, m.asking = true, false }

func (m *model) cancelBehind(i int) {
	if !m.usesCtx {
		return
	}
	for j := range m.running {
		if j > i {
			delete(m.running, j)
			m.out.finished[j], m.out.cancelled[j] = m.now, true
		}
	}
}
