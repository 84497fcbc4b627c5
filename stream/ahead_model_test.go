package stream_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

// An aheadCase is a random stream: when its elements come, which of them are
// errors, and for how long the consumer is busy after each of what it gets.
//
// No two things that could be done in either order happen at one instant: every
// wait that is not 0 has a number of ns of its own, a power of two.
type aheadCase struct {
	n     int
	d     time.Duration
	gaps  []time.Duration // between being asked for an element and having it; the last is before the end
	fails []bool
	busy  []time.Duration
}

func drawAheadCase(t *rapid.T, shortest int) aheadCase {
	const most = 9
	wait := func(name string, i, from int) time.Duration {
		mins := rapid.SampledFrom([]int{0, 0, 1, 2, 3, 5, 8, 20}).Draw(t, name)
		if from > 0 || mins > 0 {
			return time.Duration(mins)*time.Minute + 1<<i
		}
		return 0
	}
	c := aheadCase{
		n:     rapid.IntRange(1, 5).Draw(t, "n"),
		d:     time.Duration(rapid.IntRange(1, 12).Draw(t, "d")) * time.Minute,
		fails: rapid.SliceOfN(rapid.SampledFrom([]bool{false, false, false, true}), 0, most).Draw(t, "fails"),
	}
	for i := range len(c.fails) + 1 {
		c.gaps = append(c.gaps, wait("gap", i, shortest))
	}
	for i := range 2*most + 2 { // as many as can be yielded, ErrIdle included
		c.busy = append(c.busy, wait("busy", most+1+i, 1))
	}
	return c
}

func (c aheadCase) stream() stream.Stream[int] {
	return stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
		for i, fails := range c.fails {
			time.Sleep(c.gaps[i])
			err := map[bool]error{true: errBoom}[fails]
			if !yield(i, err) {
				return nil
			}
		}
		time.Sleep(c.gaps[len(c.fails)])
		return nil
	})
}

// got draws what s yields to the consumer of the case, and when.
func (c aheadCase) got(s stream.Stream[[]int]) []string {
	start, out := time.Now(), []string{}
	for v, err := range s.All(context.Background()) {
		out = append(out, fmt.Sprintf("%v %v %v", time.Since(start), v, err))
		time.Sleep(c.busy[len(out)-1])
	}
	return append(out, fmt.Sprint(time.Since(start), " end"))
}

// An aheadModel works out what got should return, one event after another: an
// arrival, or what the consumer takes.
type aheadModel struct {
	aheadCase

	now, free time.Duration // the consumer is busy until free
	comes     time.Duration // when the next element comes; aheadNever while there is no room for it
	next      int           // which that is
	ended     bool
	queue     []aheadArrival
	out       []string
}

type aheadArrival struct {
	i  int
	at time.Duration
}

const aheadNever = time.Duration(1 << 62)

// chunks is run with when a chunk is due, unless it is whole before.
func (c aheadCase) chunks(due func(first time.Duration) time.Duration) []string {
	m := &aheadModel{aheadCase: c, comes: c.gaps[0], out: []string{}}
	for !m.ended || len(m.queue) > 0 {
		if takes := m.takes(due); m.comes < takes {
			m.now = m.comes
			m.arrive()
		} else {
			m.now = takes
			m.take()
		}
	}
	return append(m.out, fmt.Sprint(max(m.now, m.free), " end"))
}

// run is how many values come before the first error.
func (m *aheadModel) run() int {
	isError := func(a aheadArrival) bool { return m.fails[a.i] }
	if i := slices.IndexFunc(m.queue, isError); i >= 0 {
		return i
	}
	return len(m.queue)
}

func (m *aheadModel) takes(due func(time.Duration) time.Duration) time.Duration {
	switch {
	case len(m.queue) == 0:
		return aheadNever
	case m.run() < len(m.queue) || len(m.queue) == m.n || m.ended:
		return max(m.now, m.free)
	}
	return max(m.now, m.free, due(m.queue[0].at))
}

func (m *aheadModel) arrive() {
	m.comes = aheadNever
	if m.next == len(m.fails) {
		m.ended = true
		return
	}
	m.queue = append(m.queue, aheadArrival{m.next, m.now})
	m.next++
	if len(m.queue) < m.n {
		m.comes = m.now + m.gaps[m.next]
	}
}

func (m *aheadModel) take() {
	if len(m.queue) == m.n {
		m.comes = m.now + m.gaps[m.next]
	}
	var chunk []int
	var err error
	n := m.run()
	for _, a := range m.queue[:n] {
		chunk = append(chunk, a.i)
	}
	if n == 0 {
		n, err = 1, errBoom
	}
	m.queue = m.queue[n:]
	m.out = append(m.out, fmt.Sprintf("%v %v %v", m.now, chunk, err))
	m.free = m.now + m.busy[len(m.out)-1]
}

// idle is what IdleTimeout yields, which has one element there at most.
func (c aheadCase) idle() []string {
	var free, asked time.Duration
	out := []string{}
	yield := func(at time.Duration, chunk []int, err error) {
		out = append(out, fmt.Sprintf("%v %v %v", at, chunk, err))
		free = at + c.busy[len(out)-1]
	}
	for i := range c.gaps {
		comes := asked + c.gaps[i]
		if comes > free+c.d {
			yield(free+c.d, nil, stream.ErrIdle)
		}
		asked = max(comes, free) // when it is received
		switch {
		case i == len(c.fails):
			return append(out, fmt.Sprint(asked, " end"))
		case c.fails[i]:
			yield(asked, nil, errBoom)
		default:
			yield(asked, []int{i}, nil)
		}
	}
	panic("no end")
}

func TestAheadModel(t *testing.T) {
	check := func(name string, shortest int, stage func(aheadCase) stream.Stream[[]int], model func(aheadCase) []string) {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				c := drawAheadCase(rt, shortest)
				synctest.Test(t, func(*testing.T) { assert.Equal(rt, model(c), c.got(stage(c))) })
			})
		})
	}
	check("ChunksTimeout", 0,
		func(c aheadCase) stream.Stream[[]int] { return c.stream().ChunksTimeout(c.n, c.d) },
		func(c aheadCase) []string {
			return c.chunks(func(first time.Duration) time.Duration { return first + c.d })
		})
	check("ReadyChunks", 1,
		func(c aheadCase) stream.Stream[[]int] { return c.stream().ReadyChunks(c.n) },
		func(c aheadCase) []string {
			return c.chunks(func(first time.Duration) time.Duration { return first })
		})
	check("IdleTimeout", 0,
		func(c aheadCase) stream.Stream[[]int] { return c.stream().IdleTimeout(c.d).Chunks(1) },
		aheadCase.idle)
}
