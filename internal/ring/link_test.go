package ring_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/ring"
)

// A cascade is a chain of rings in virtual time, all of whose durations differ, so that
// what happens when is certain. It notes the time of every event. (Where a failure cancels
// what is before it, at the moment it crosses from ring to ring, that is not so: tasks fail only if all rings are ordered.)
type cascade struct {
	levels []level // from the top
	size   int
	fed    bool
	sink   bool
	stops  bool
	body   []time.Duration // of the consumer, for every result; unless sink
	leave  int             // after so many results; -1: at the end
	cancel time.Duration   // of the context; 0: never
	crash  [2]int          // level and element of the task that panics, or calls Goexit
	goexit bool

	mu     sync.Mutex
	began  time.Time
	events []string
}

type level struct {
	n, w                int
	unordered, failFast bool
	usesCtx             bool
	took                []time.Duration
	fails, drops        []bool
}

func newCascade(seed uint64) *cascade {
	r := rand.New(rand.NewPCG(seed, 1))
	coin := func(one int) bool { return r.IntN(one) == 0 }
	some := func() time.Duration { return time.Duration(1 + r.Int64N(int64(time.Hour))) }
	c := &cascade{size: r.IntN(25), fed: coin(2), sink: coin(2), stops: coin(2), leave: -1, crash: [2]int{-1, -1}, goexit: coin(2)}
	ordered := coin(2)
	for range 2 + r.IntN(3) {
		l := level{n: 1 + r.IntN(4), unordered: !ordered && coin(2), failFast: !ordered && coin(6), usesCtx: coin(2)}
		l.w = l.n + r.IntN(2)*r.IntN(6)
		rare := 2 + r.IntN(40)
		for range c.size {
			l.took = append(l.took, some())
			l.fails, l.drops = append(l.fails, ordered && coin(rare)), append(l.drops, coin(rare))
		}
		c.levels = append(c.levels, l)
	}
	for range c.size {
		c.body = append(c.body, some())
	}
	switch r.IntN(8) {
	case 0:
		c.sink = false
		c.leave = r.IntN(c.size + 1)
	case 1:
		c.cancel = some() * time.Duration(1+r.IntN(10))
	case 2:
		c.sink = false // what it was delivered by then is of no use
		for _, l := range c.levels {
			clear(l.fails) // which could make the one that crashes end
		}
		c.crash = [2]int{r.IntN(len(c.levels)), r.IntN(c.size + 1)}
	}
	return c
}

func (c *cascade) note(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.events = append(c.events, fmt.Sprintf("%15d ", time.Since(c.began))+fmt.Sprintf(format, args...))
}

var errCascade = errors.New("failed")

// job is that of a level, and of those above it: linked, or with a feeder between them.
func (c *cascade) job(k int, linked bool, abort func()) ring.Job[int] {
	l := c.levels[k]
	j := ring.Job[int]{
		Workers: l.n, Window: l.w, Unordered: l.unordered, FailFast: l.failFast, UsesCtx: l.usesCtx,
		Stops: c.stops, Abort: abort, Size: c.size,
	}
	for _, below := range c.levels[k+1:] {
		j.Stops = j.Stops || below.failFast
	}
	if k == 0 && !c.fed {
		j.Run = func(ctx context.Context, lane int) (int, error) { return c.task(ctx, k, lane, nil) }
		return j
	}
	type raw struct {
		v   int
		err error
	}
	lanes := ring.NewTable[raw](ring.Lanes(l.w))
	j.Run = func(ctx context.Context, lane int) (int, error) {
		in := lanes.At(lane)
		return c.task(ctx, k, in.v, in.err)
	}
	j.Clear = func(lane int) { *lanes.At(lane) = raw{} }
	into := func(in *ring.Inlet) func(int, error) bool {
		return func(v int, err error) bool {
			*lanes.Grow(in.Lane) = raw{v, err}
			return in.Commit(err)
		}
	}
	switch {
	case k == 0:
		j.Feed = func(_ context.Context, in *ring.Inlet) {
			for i := range c.size {
				if c.note("pull %d", i); !into(in)(i, nil) {
					return
				}
			}
		}
	case linked:
		j.Link = func(ctx context.Context, in *ring.Inlet) ring.Upstream {
			return c.job(k-1, linked, abort).Above(ctx, into(in), in)
		}
	default:
		j.Feed = func(ctx context.Context, in *ring.Inlet) { c.job(k-1, linked, abort).Each(ctx, into(in)) }
	}
	return j
}

func (c *cascade) task(ctx context.Context, k, v int, err error) (int, error) {
	l := c.levels[k]
	if err != nil {
		return v, err
	}
	c.note("start %d at %d", v, k)
	crash := c.crash == [2]int{k, v}
	if l.usesCtx {
		select {
		case <-ctx.Done():
		case <-time.After(l.took[v]):
		}
	} else {
		time.Sleep(l.took[v])
	}
	c.note("finish %d at %d", v, k)
	switch {
	case crash && c.goexit:
		runtime.Goexit()
	case crash:
		panic("as planned")
	case l.fails[v]:
		return 0, fmt.Errorf("%w: %d at %d", errCascade, v, k)
	case l.drops[v]:
		return 0, ring.ErrDropped
	}
	return v, nil
}

// run returns all that happens, in the order of time, and what is received.
func (c *cascade) run(t *testing.T, linked bool) (events, got []string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c.began, c.events = time.Now(), nil
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		if c.cancel > 0 {
			defer time.AfterFunc(c.cancel, cancel).Stop()
		}
		receive := func(v int, err error) bool {
			got = append(got, fmt.Sprint(v, err))
			if !c.sink { // which delivers when it suits it
				c.note("receive %d %v", v, err)
				time.Sleep(c.body[len(got)-1])
			}
			return len(got) != c.leave
		}
		var out panics.Catcher
		done := make(chan struct{})
		go func() { // may be ended by Goexit
			defer close(done)
			out.Try(func() {
				j := c.job(len(c.levels)-1, linked, cancel)
				if c.sink {
					j.Sink(ctx, receive)
				} else {
					j.Each(ctx, receive)
				}
				c.note("back")
			})
		}()
		<-done
		if p := out.Recovered(); p != nil {
			require.Contains(t, p.String(), "as planned")
			c.note("panic")
		}
	})
	return slices.Sorted(slices.Values(c.events)), got
}

// What happens when is the same with and without a goroutine between two rings.
func TestLink(t *testing.T) {
	for seed := range uint64(1500) {
		c := newCascade(seed)
		want, wantGot := c.run(t, false)
		events, got := c.run(t, true)
		require.Equal(t, want, events, "seed %d", seed)
		require.Equal(t, wantGot, got, "seed %d", seed)
	}
}
