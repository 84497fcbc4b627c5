package stream_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// A gPlan says how long everything takes. No two results are ready at the same
// time, so that the schedule is determined.
type gPlan struct {
	n, window          int
	unordered          bool
	pull, task, body   []time.Duration // per element: in the source, in the task, in the loop body
	dropped            []bool
	slowPull, slowBody bool
}

// A gSchedule is when the source was asked for each element, its task started, and it was received; -1: never.
type gSchedule struct{ asked, started, received []time.Duration }

func gNewSchedule(n int) gSchedule {
	return gSchedule{slices.Repeat([]time.Duration{-1}, n), slices.Repeat([]time.Duration{-1}, n), slices.Repeat([]time.Duration{-1}, n)}
}

func gRandomPlan(r *rand.Rand, unordered bool) gPlan {
	n := 1 + r.IntN(5)
	p := gPlan{n: n, window: n + r.IntN(2)*r.IntN(3*n), unordered: unordered, slowPull: r.IntN(2) == 0, slowBody: r.IntN(2) == 0}
	drops := []float64{0, 0.2, 0.7}[r.IntN(3)]
	for range 1 + r.IntN(30) {
		p.pull = append(p.pull, time.Duration(r.Int64N(1e9)))
		p.body = append(p.body, time.Duration(r.Int64N(3e9)))
		p.task = append(p.task, 1+time.Duration(r.Int64N(1e9)*[]int64{1, 1, 20}[r.IntN(3)]))
		p.dropped = append(p.dropped, r.Float64() < drops)
	}
	if !p.slowPull {
		clear(p.pull)
	}
	if !p.slowBody {
		clear(p.body)
	}
	return p
}

// expected simulates guarantees 3 to 5 event by event.
func (p gPlan) expected() gSchedule {
	length := len(p.task)
	s := gNewSchedule(length)
	type event struct {
		at time.Duration
		do func()
	}
	var events []event
	var now time.Duration
	later := func(d time.Duration, do func()) { events = append(events, event{now + d, do}) }
	asked, pulled, started, running, released, next := 0, 0, 0, 0, 0, 0
	busy := false
	finished := make([]bool, length)
	var order []int // unordered: finished, not received
	receive := func(i int) {
		s.received[i], busy = now, true
		released++
		later(p.body[i], func() { busy = false })
	}
	finish := func(i int) {
		running--
		finished[i] = true
		switch {
		case !p.unordered:
		case p.dropped[i]:
			released++
		default:
			order = append(order, i)
		}
	}
	step := func() bool {
		switch {
		case asked == pulled && asked < length && pulled-released < p.window:
			s.asked[asked] = now
			later(p.pull[asked], func() { pulled++ })
			asked++
		case started < pulled && running < p.n:
			i := started
			s.started[i] = now
			later(p.task[i], func() { finish(i) })
			started++
			running++
		case !p.unordered && next < length && finished[next] && p.dropped[next]:
			next++
			released++
		case !p.unordered && next < length && finished[next] && !busy:
			receive(next)
			next++
		case len(order) > 0 && !busy:
			receive(order[0])
			order = order[1:]
		default:
			return false
		}
		return true
	}
	for {
		for step() {
		}
		if len(events) == 0 {
			return s
		}
		slices.SortStableFunc(events, func(a, b event) int { return int(a.at - b.at) })
		e := events[0]
		events, now = events[1:], e.at
		e.do()
	}
}

// measured runs the plan. A terminal without user code receives at once: body is nothing then.
func (p gPlan) measured(ctx context.Context, fed bool, term gTerminal) gSchedule {
	s, start := gNewSchedule(len(p.task)), time.Now()
	src := stream.Iter(ints(len(p.task)))
	if fed {
		src = gGenerate(len(p.task), func(i int) {
			s.asked[i] = time.Since(start)
			time.Sleep(p.pull[i])
		})
	}
	run := src.FilterMap(func(i int) (int, bool) {
		s.started[i] = time.Since(start)
		time.Sleep(p.task[i])
		return i, !p.dropped[i]
	})
	run = gBoundary{unordered: p.unordered}.below(run, p.n, stream.Window(p.window))
	if !term.userCode {
		_, _ = term.run(ctx, run)
		return s
	}
	for i := range run.All(ctx) {
		s.received[i] = time.Since(start)
		time.Sleep(p.body[i])
	}
	return s
}

func TestGuarantee05Model(t *testing.T) {
	seed := rand.Uint64()
	for k := range uint64(60) {
		for _, b := range gBoundaries {
			bubble(t, fmt.Sprintf("%s keeps the schedule of plan %d %d", b.name, seed, k), func(t *testing.T) {
				p := gRandomPlan(rand.New(rand.NewPCG(seed, k)), b.unordered)
				want := p.expected()
				require.NotContains(t, want.started, time.Duration(-1))
				got := p.measured(t.Context(), true, gTerminals[7])
				assert.Equal(t, want, got, "fed, with a loop body: %+v", p)
				if !p.slowPull {
					got = p.measured(t.Context(), false, gTerminals[7])
					assert.Equal(t, want.started, got.started, "indexed, with a loop body: %+v", p)
					assert.Equal(t, want.received, got.received, "indexed, with a loop body: %+v", p)
				}
				clear(p.body)
				want = p.expected()
				got = p.measured(t.Context(), true, gTerminals[0])
				assert.Equal(t, want.asked, got.asked, "fed, TryCollect: %+v", p)
				assert.Equal(t, want.started, got.started, "fed, TryCollect: %+v", p)
				if !p.slowPull {
					got = p.measured(t.Context(), false, gTerminals[0])
					assert.Equal(t, want.started, got.started, "indexed, TryCollect: %+v", p)
				}
			})
		}
	}
}
