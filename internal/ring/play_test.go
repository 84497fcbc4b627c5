package ring_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/ring"
)

// A player runs a plan on the ring and logs the outcome. What it logs without a
// lock belongs to one element at a time: under -race the log is a test, too.
type player struct {
	plan
	t     *testing.T
	began time.Time
	lanes []int // what the source put into a lane; -1: nothing
	out   outcome
}

// play runs p in a bubble.
func play(t *testing.T, p plan) (o outcome) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		pl := &player{plan: p, t: t, began: time.Now(), out: newOutcome(len(p.els)), lanes: make([]int, ring.Lanes(p.w))}
		for i := range pl.lanes {
			pl.lanes[i] = -1
		}
		ctx, cancel := context.WithCancel(t.Context())
		if p.cancelAt > 0 {
			defer time.AfterFunc(p.cancelAt, cancel).Stop()
		}
		whole, abort := context.WithCancel(ctx)
		job := pl.job(abort)
		if p.sink {
			job.Sink(whole, pl.emit)
		} else {
			job.Each(whole, pl.emit)
		}
		pl.out.over = pl.elapsed()
		cancel()
		abort()
		o = pl.out
	})
	return o
}

func (p *player) elapsed() time.Duration { return time.Since(p.began) }

func (p *player) job(abort func()) ring.Job[int] {
	j := ring.Job[int]{
		Workers: p.n, Window: p.w, Unordered: p.unordered, FailFast: p.failFast, Stops: p.stops,
		UsesCtx: p.usesCtx, SeesErrs: p.seesErrs, Size: len(p.els), Abort: abort,
		Run: func(ctx context.Context, lane int) (int, error) { return p.run(ctx, lane) },
	}
	if p.fed {
		j.Size = 0
		j.Feed = p.feed
		j.Run = func(ctx context.Context, lane int) (int, error) { return p.run(ctx, p.lanes[lane]) }
		j.Clear = func(lane int) {
			assert.GreaterOrEqual(p.t, p.lanes[lane], 0, "lane %d is cleared twice", lane)
			p.lanes[lane] = -1
		}
	}
	return j
}

// wait sleeps for d, or until ctx ends.
func wait(ctx context.Context, d time.Duration) bool {
	if d == 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func (p *player) feed(ctx context.Context, in *ring.Inlet) {
	for i, e := range p.els {
		if !wait(ctx, e.src) {
			return
		}
		p.out.pulled[i] = p.elapsed()
		assert.Equal(p.t, -1, p.lanes[in.Lane], "lane %d is in use", in.Lane)
		p.lanes[in.Lane] = i
		var err error
		if e.upErr {
			err = failure{i}
		}
		if !in.Commit(err) {
			assert.False(p.t, in.Commit(err), "no means no")
			return
		}
	}
	wait(ctx, p.srcEnd)
}

func (p *player) run(ctx context.Context, i int) (int, error) {
	e := p.els[i]
	p.out.started[i] = p.elapsed()
	defer func() { p.out.finished[i] = p.elapsed() }()
	if !p.usesCtx {
		time.Sleep(e.task)
	} else if !wait(ctx, e.task) {
		p.out.cancelled[i] = true
		return i, ctx.Err()
	}
	switch {
	case p.fails(i):
		return i, failure{i}
	case e.drop:
		return i, ring.ErrDropped
	}
	return i, nil
}

func (p *player) emit(v int, err error) bool {
	got := receipt{p.elapsed(), v, err != nil}
	if f := (failure{}); errors.As(err, &f) {
		got.i = f.i
	}
	k := len(p.out.got)
	p.out.got = append(p.out.got, got)
	if p.bodies[k] > 0 {
		time.Sleep(p.bodies[k])
	}
	return k+1 != p.stopAfter
}
