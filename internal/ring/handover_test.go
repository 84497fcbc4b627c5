//go:build interleave

package ring_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/ring"
)

// small returns small jobs of every kind and form.
func small() (ps []*storm) {
	kinds := []func(s *storm){
		func(s *storm) { s.rendezvous = true },
		func(s *storm) { s.rendezvous, s.w = true, 4 },
		func(s *storm) {
			s.rendezvous, s.n, s.w = true, 3, 3
			for i := range s.els { // the second finishes before the first, the third when both are received
				s.els[i].task = []time.Duration{1, 0, 2}[i%3]
			}
		},
		func(s *storm) { s.els[0].drop, s.els[3].drop, s.els[4].drop = true, true, true },
		func(s *storm) { s.els[2].err, s.stops = true, true },
		func(s *storm) { s.els[1].upErr, s.els[3].upErr = true, true },
		func(s *storm) { s.els[1].upErr, s.stops = true, true },
		func(s *storm) { s.els[3].err, s.failFast = true, true },
		func(s *storm) { s.crashAt = 2 },
		func(s *storm) { s.cancelAt = 5 },
	}
	for form := range 8 {
		for _, kind := range kinds {
			s := &storm{
				crashAt: -1, n: 2, w: 2, unordered: form&1 > 0, fed: form&2 > 0, sink: form&4 > 0, usesCtx: true,
				els: make([]element, 6), bodies: make([]time.Duration, 6),
			}
			for i := range s.els {
				s.els[i].task = time.Duration(i % 2) // every other one waits a nanosecond
			}
			kind(s)
			if !s.fed {
				for i := range s.els {
					s.els[i].upErr = false
				}
			}
			ps = append(ps, s)
		}
	}
	return ps
}

// fresh returns a copy of s that has not run.
func (s *storm) fresh(t *testing.T) *storm {
	c := &storm{t: t, plan: s.plan, rendezvous: s.rendezvous, crashAt: s.crashAt, goexit: s.goexit}
	if c.rendezvous {
		c.met, c.open = make([]atomic.Int64, len(c.els)/c.n), make([]chan struct{}, len(c.els)/c.n)
		for i := range c.open {
			c.open[i] = make(chan struct{})
		}
	}
	c.lanes = make([]int, ring.Lanes(c.w))
	return c
}

// TestHandOvers stops a goroutine at each hand-over point in turn, and at each
// pair of them, until all others have gone as far as they can: whatever one
// looks at may have changed when it goes on.
func TestHandOvers(t *testing.T) {
	const points, step = 120, 5
	var calls atomic.Int64
	var first, second int64
	setPause(t, func() {
		switch calls.Add(1) {
		case first:
			time.Sleep(time.Second)
		case second:
			time.Sleep(1500 * time.Millisecond)
		}
	})
	for i, s := range small() {
		t.Run(fmt.Sprint("job ", i), func(t *testing.T) {
			for first = 1; first <= points; first++ {
				for second = first; second <= points; second += 1 + (first+second)%step {
					calls.Store(0)
					synctest.Test(t, func(t *testing.T) { s.fresh(t).blow(0) })
					require.False(t, t.Failed(), "stopped at %d and %d: %s", first, second, s)
					if calls.Load() < second {
						break
					}
				}
				if calls.Load() < first {
					break
				}
			}
		})
	}
}
