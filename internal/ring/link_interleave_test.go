//go:build interleave

package ring_test

import (
	"context"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/ring"
)

// newTied is an ordered cascade without failures, many of whose durations are zero: what
// happens when is certain all the same, since every ring takes its elements in order.
func newTied(seed uint64) *cascade {
	r := rand.New(rand.NewPCG(seed, 2))
	some := func(zero int) time.Duration {
		if r.IntN(100) < zero {
			return 0
		}
		return time.Minute + time.Duration(r.Int64N(int64(time.Hour)))
	}
	c := &cascade{size: 1 + r.IntN(14), fed: r.IntN(2) == 0, sink: r.IntN(2) == 0, leave: -1, crash: [2]int{-1, -1}}
	for range 2 + r.IntN(2) {
		l := level{n: 1 + r.IntN(3), usesCtx: r.IntN(2) == 0}
		l.w = l.n + r.IntN(2)*r.IntN(4)
		zero := r.IntN(90)
		rare := 2 + r.IntN(20)
		for range c.size {
			l.took = append(l.took, some(zero))
			l.fails, l.drops = append(l.fails, false), append(l.drops, r.IntN(rare) == 0)
		}
		c.levels = append(c.levels, l)
	}
	zero := r.IntN(90)
	for range c.size {
		c.body = append(c.body, some(zero))
	}
	return c
}

// times says when each event was.
func times(events []string) map[string]time.Duration {
	m := map[string]time.Duration{}
	for _, e := range events {
		at, what, _ := strings.Cut(strings.TrimSpace(e), " ")
		d, _ := strconv.ParseInt(at, 10, 64)
		m[what] = time.Duration(d)
	}
	return m
}

// Linked rings whose hand-overs take some nanoseconds: no event is noticeably later
// than where rings have a feeder and hand-overs take no time.
func TestLinkHandOvers(t *testing.T) {
	for seed := range uint64(10_000) {
		c := newTied(seed)
		want, wantGot := c.run(t, false)
		d := diceOf(seed)
		one := 1 + int(seed%3)*3
		step := func() {
			if d.roll(one) == 0 {
				time.Sleep(time.Duration(1 + d.roll(1000)))
			}
		}
		ring.Pause.Store(&step)
		events, got := c.run(t, true)
		ring.Pause.Store(nil)
		require.Equal(t, wantGot, got, "seed %d", seed)
		is := times(events)
		for e, at := range times(want) {
			require.Less(t, is[e]-at, time.Second, "seed %d: %s", seed, e)
		}
	}
}

// Tasks of the lower ring wait until the upper one has gone as far as both windows
// allow: they hang if a result stays behind at any moment of a hand-over.
func TestLinkedTasksThatWait(t *testing.T) {
	const size = 20
	for seed := range uint64(3000) {
		synctest.Test(t, func(t *testing.T) {
			d := diceOf(seed)
			setPause(t, func() {
				if d.roll(3) == 0 {
					time.Sleep(time.Duration(1 + d.roll(100)))
				}
			})
			upperN, lowerN := 1+int(seed%2), 1+int(seed/2%3)
			window := lowerN + int(seed/6%4)
			var started [size]chan struct{}
			for i := range started {
				started[i] = make(chan struct{})
			}
			upper := ring.Job[int]{
				Workers: upperN, Window: upperN, Size: size, Abort: func() {},
				Run: func(_ context.Context, v int) (int, error) { close(started[v]); return v, nil },
			}
			lower := ring.Job[int]{
				Workers: lowerN, Window: window, Abort: func() {},
				Run: func(_ context.Context, v int) (int, error) {
					<-started[min(size-1, v+window+upperN-1)]
					time.Sleep(time.Duration(d.roll(200)))
					return v, nil
				},
			}
			n := 0
			linked(upper, lower).Sink(t.Context(), func(int, error) bool { n++; return true })
			require.Equal(t, size, n)
		})
	}
}

// The context ends at any moment of a hand-over: the lower ring has no more lanes than its window.
func TestLinkedCancel(t *testing.T) {
	for seed := range uint64(3000) {
		synctest.Test(t, func(t *testing.T) {
			d := diceOf(seed)
			setPause(t, func() { time.Sleep(time.Duration(d.roll(3))) })
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(1+seed%300))
			defer cancel()
			task := func(ctx context.Context, v int) (int, error) {
				select {
				case <-ctx.Done():
				case <-time.After(time.Duration(d.roll(20))):
				}
				return v, nil
			}
			upper := ring.Job[int]{Workers: 2, Window: 2, Size: 50, UsesCtx: true, Abort: cancel, Run: task}
			lower := ring.Job[int]{Workers: 1, Window: 1, Unordered: true, UsesCtx: true, Abort: cancel, Run: task}
			linked(upper, lower).Each(ctx, func(int, error) bool { return true })
		})
	}
}
