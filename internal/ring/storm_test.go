package ring_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/ring"
)

// A storm is a random job about whose times nothing is known: only what it
// yields is compared, and that it ends. Tasks of a rendezvous wait for each
// other, n at a time: they hang if the ring ever runs fewer.
type storm struct {
	plan
	t                                *testing.T
	rendezvous                       bool
	met                              []atomic.Int64
	open                             []chan struct{}
	crashAt                          int // the task that panics or calls Goexit; -1: none
	goexit                           bool
	lanes                            []int
	running, peak                    atomic.Int64
	pulled, received, dropped, ahead atomic.Int64
	over                             atomic.Bool
	got                              []receipt
}

func newStorm(t *testing.T, seed uint64) *storm {
	r := rand.New(rand.NewPCG(seed, 0))
	coin := func(one int) bool { return r.IntN(one) == 0 }
	s := &storm{
		t: t, crashAt: -1, n: 1 + r.IntN(6),
		unordered: coin(2), fed: coin(2), sink: coin(2), usesCtx: coin(2), seesErrs: coin(2),
	}
	s.w = s.n + r.IntN(3)*r.IntN(8)
	size := r.IntN(60)
	switch r.IntN(7) {
	case 0, 1:
		s.rendezvous = true
		size -= size % s.n
		s.met, s.open = make([]atomic.Int64, size/s.n), make([]chan struct{}, size/s.n)
		for i := range s.open {
			s.open[i] = make(chan struct{})
		}
	case 2:
		s.stops = true
	case 3:
		s.failFast, s.stops = true, coin(2)
	case 4:
		s.stopAfter = 1 + r.IntN(20)
	case 5:
		s.cancelAt = time.Duration(1 + r.IntN(2000))
	case 6:
		s.crashAt, s.goexit = r.IntN(60), coin(2)
	}
	drops, errs, upErrs := r.IntN(2)*r.IntN(60), r.IntN(2)*r.IntN(10), r.IntN(2)*r.IntN(20)
	for range size {
		e := element{drop: r.IntN(100) < drops, task: time.Duration(max(0, r.IntN(60)-20))}
		if s.fed && coin(4) {
			e.src = time.Duration(r.IntN(40))
		}
		if !e.drop && !s.rendezvous {
			e.err, e.upErr = r.IntN(100) < errs, s.fed && r.IntN(100) < upErrs
		}
		s.els = append(s.els, e)
		s.bodies = append(s.bodies, time.Duration(r.IntN(2)*r.IntN(40)))
	}
	s.lanes = make([]int, ring.Lanes(s.w))
	return s
}

func (s *storm) String() string {
	return fmt.Sprintf("%+v rendezvous %v crashAt %d goexit %v", s.plan, s.rendezvous, s.crashAt, s.goexit)
}

func (s *storm) job(abort func()) ring.Job[int] {
	j := ring.Job[int]{
		Workers: s.n, Window: s.w, Unordered: s.unordered, FailFast: s.failFast, Stops: s.stops,
		UsesCtx: s.usesCtx, SeesErrs: s.seesErrs, Size: len(s.els), Abort: abort, Run: s.run,
	}
	if s.fed {
		j.Size, j.Feed = 0, s.feed
		j.Run = func(ctx context.Context, lane int) (int, error) { return s.run(ctx, s.lanes[lane]) }
		j.Clear = func(lane int) { s.lanes[lane] = -1 }
	}
	return j
}

func (s *storm) feed(ctx context.Context, in *ring.Inlet) {
	for i, e := range s.els {
		if !wait(ctx, e.src) {
			return
		}
		s.lanes[in.Lane] = i
		s.ahead.Store(max(s.ahead.Load(), s.pulled.Add(1)-s.received.Load()-s.dropped.Load()))
		var err error
		if e.upErr {
			err = failure{i}
		}
		if !in.Commit(err) {
			return
		}
	}
}

func (s *storm) run(ctx context.Context, i int) (int, error) {
	assert.False(s.t, s.over.Load(), "a task after the end")
	now := s.running.Add(1)
	defer s.running.Add(-1)
	for p := s.peak.Load(); now > p && !s.peak.CompareAndSwap(p, now); p = s.peak.Load() {
	}
	if s.rendezvous {
		if s.met[i/s.n].Add(1) == int64(s.n) {
			close(s.open[i/s.n])
		}
		<-s.open[i/s.n]
	}
	if d := s.els[i].task; d > 0 && !wait(ctx, d) && s.usesCtx {
		return i, ctx.Err()
	}
	switch {
	case i == s.crashAt && s.goexit:
		runtime.Goexit()
	case i == s.crashAt:
		panic("boom")
	case s.fails(i):
		return i, failure{i}
	case s.els[i].drop:
		s.dropped.Add(1)
		return i, ring.ErrDropped
	}
	return i, nil
}

func (s *storm) emit(v int, err error) bool {
	s.received.Add(1)
	got := receipt{i: v, failed: err != nil}
	if f := (failure{}); errors.As(err, &f) {
		got.i = f.i
	} else if err != nil {
		assert.NoError(s.t, err, "only mirrors the end")
	}
	s.got = append(s.got, got)
	if k := len(s.got); !s.sink && s.bodies[k-1] > 0 {
		time.Sleep(s.bodies[k-1])
	}
	return len(s.got) != s.stopAfter
}

// blow runs the storm and checks what came of it.
func (s *storm) blow(seed uint64) {
	ctx, cancel := context.WithCancel(s.t.Context())
	defer cancel()
	if s.cancelAt > 0 {
		defer time.AfterFunc(s.cancelAt, cancel).Stop()
	}
	whole, abort := context.WithCancel(ctx)
	defer abort()
	value, goexit := ending(func() {
		if s.sink {
			s.job(abort).Sink(whole, s.emit)
		} else {
			s.job(abort).Each(whole, s.emit)
		}
	})
	s.over.Store(true)
	msg := fmt.Sprint("seed ", seed, ": ", s)
	require.Zero(s.t, s.running.Load(), msg)
	require.LessOrEqual(s.t, s.peak.Load(), int64(s.n), msg)
	if !s.sink { // received is counted a moment after the place is free
		require.LessOrEqual(s.t, s.ahead.Load(), int64(s.w+1), msg)
	}
	if value != nil || goexit {
		require.GreaterOrEqual(s.t, s.crashAt, 0, "%v %s", value, msg)
		require.Equal(s.t, s.goexit, goexit, msg)
		if !goexit {
			require.IsType(s.t, &panics.Recovered{}, value, msg)
		}
	}
	s.check(msg, value != nil || goexit || whole.Err() != nil)
}

// check compares what was received with what has to be; ended: the run may be cut off anywhere.
func (s *storm) check(msg string, ended bool) {
	var want []receipt
	failures := 0
	for i := range s.els {
		if s.fails(i) || !s.els[i].drop {
			want = append(want, receipt{i: i, failed: s.fails(i)})
		}
		if s.fails(i) {
			failures++
			if s.stops && !s.unordered && !s.failFast {
				break
			}
		}
	}
	got := s.got
	last := failures > 0 && (s.stops || s.failFast) && !ended
	if last && (s.failFast || s.unordered) { // any failure is the last
		require.NotEmpty(s.t, got, msg)
		end := got[len(got)-1]
		require.True(s.t, end.failed && s.fails(end.i), msg)
		got = got[:len(got)-1]
		require.False(s.t, slices.ContainsFunc(got, func(r receipt) bool { return r.failed }), msg)
		ended = true
	}
	if s.stopAfter > 0 {
		ended = ended || len(got) == s.stopAfter
	}
	if s.unordered {
		byNumber := func(a, b receipt) int { return a.i - b.i }
		got = slices.SortedFunc(slices.Values(got), byNumber)
		require.Len(s.t, slices.CompactFunc(slices.Clone(got), func(a, b receipt) bool { return a.i == b.i }), len(got), "twice: "+msg)
		if ended {
			require.Subset(s.t, want, got, msg)
			return
		}
	} else if ended {
		require.LessOrEqual(s.t, len(got), len(want), msg)
		if len(got) > 0 {
			require.Equal(s.t, want[:len(got)], got, msg)
		}
		return
	}
	require.Equal(s.t, want, got, msg)
}

// storms blows many in bubbles, where a deadlock is noticed at once.
func storms(t *testing.T, rounds int) {
	first := rand.Uint64()
	for k := range uint64(rounds) {
		synctest.Test(t, func(t *testing.T) { newStorm(t, first+k).blow(first + k) })
		if t.Failed() {
			return
		}
	}
}

// realStorms blows many in real time; one that hangs dumps the goroutines.
func realStorms(t *testing.T, rounds int) {
	first := rand.Uint64()
	for k := range uint64(rounds) {
		s := newStorm(t, first+k)
		watch := time.AfterFunc(20*time.Second, func() {
			_ = pprof.Lookup("goroutine").WriteTo(os.Stderr, 2)
			panic(fmt.Sprint("hangs: seed ", first+k, ": ", s))
		})
		s.blow(first + k)
		watch.Stop()
	}
}

func TestStorm(t *testing.T) {
	t.Run("in virtual time", func(t *testing.T) { storms(t, 1000) })
	t.Run("in real time", func(t *testing.T) { realStorms(t, 1000) })
}
