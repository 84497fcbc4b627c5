package ring_test

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/ring"
)

// shift is a crew that takes pieces of work off a counter.
type shift struct {
	*ring.Crew
	left, done atomic.Int64
	off        atomic.Bool
	do         func()
}

func newShift(n int, do func()) *shift {
	s := &shift{do: do}
	s.Crew = ring.NewCrew(n, s.work, s.claimable)
	return s
}

func (s *shift) claimable() bool { return s.left.Load() > 0 }

func (s *shift) work(c *ring.Crew) {
	for !s.off.Load() {
		l := s.left.Load()
		if l == 0 {
			c.Park()
			continue
		}
		if s.left.CompareAndSwap(l, l-1) {
			c.Need()
			s.do()
			s.done.Add(1)
		}
	}
}

func (s *shift) add(k int) {
	s.left.Add(int64(k))
	s.Need()
}

func (s *shift) end() {
	s.off.Store(true)
	s.Dismiss()
	s.Wait()
}

func TestCrew(t *testing.T) {
	bubble(t, "starts nobody without work", func(t *testing.T) {
		s := newShift(3, func() {})
		s.Need()
		started, parked, idle := s.Counts()
		assert.Equal(t, []int{0, 0, 3}, []int{started, parked, idle})
		s.end()
	})
	bubble(t, "calls one after another, up to n", func(t *testing.T) {
		s := newShift(3, func() { time.Sleep(time.Second) })
		s.add(2)
		synctest.Wait()
		started, parked, idle := s.Counts()
		assert.Equal(t, []int{2, 0, 1}, []int{started, parked, idle})
		s.add(5)
		synctest.Wait()
		started, parked, idle = s.Counts()
		assert.Equal(t, []int{3, 0, 0}, []int{started, parked, idle})
		began := time.Now()
		for s.done.Load() < 7 {
			time.Sleep(time.Second)
			synctest.Wait()
		}
		assert.Equal(t, 3*time.Second, time.Since(began), "7 pieces of a second for 3")
		started, parked, idle = s.Counts()
		assert.Equal(t, []int{3, 3, 3}, []int{started, parked, idle}, "all are parked")
		s.add(1)
		synctest.Wait()
		started, parked, idle = s.Counts()
		assert.Equal(t, []int{3, 2, 2}, []int{started, parked, idle}, "one has been called")
		s.end()
	})
	bubble(t, "lets nobody start or park after it was dismissed", func(t *testing.T) {
		s := newShift(3, func() {})
		s.add(1)
		synctest.Wait()
		s.end()
		started, _, _ := s.Counts()
		s.add(1)
		synctest.Wait()
		s.Park() // returns
		again, _, _ := s.Counts()
		assert.Equal(t, started, again)
		assert.EqualValues(t, 1, s.left.Load())
	})
	t.Run("starts nobody if the last idle one finds work by itself", func(t *testing.T) {
		const begin, look, found = 0, 1, 2
		var c *ring.Crew
		var phase atomic.Int64
		off, called := make(chan struct{}), make(chan struct{})
		claimable := func() bool {
			if phase.Load() != look {
				return true
			}
			if c.Idle() == 0 {
				return false // the worker has not announced itself yet
			}
			phase.Store(found)
			go func() {
				defer close(called)
				c.Need()
			}()
			for !c.Coming() { // until somebody else has counted on the worker
				runtime.Gosched()
			}
			return true
		}
		c = ring.NewCrew(1, func(c *ring.Crew) {
			phase.Store(look)
			c.Park()
			<-off
		}, claimable)
		c.Need()
		<-called
		started, parked, idle := c.Counts()
		assert.Equal(t, []int{1, 0, 0}, []int{started, parked, idle})
		assert.False(t, c.Coming(), "nobody is")
		close(off)
		c.Wait()
	})
	bubble(t, "loses no call", func(t *testing.T) {
		for n := range 5 {
			s := newShift(n+1, runtime.Gosched)
			const rounds = 1000
			for range rounds {
				s.add(1)
			}
			synctest.Wait()
			assert.EqualValues(t, rounds, s.done.Load(), "everybody sleeps, and there is work")
			started, parked, idle := s.Counts()
			assert.Equal(t, n+1-started+parked, idle)
			s.end()
		}
	})
}

func TestLargeN(t *testing.T) {
	const n = 10_000
	job := func(size int, run func()) ring.Job[int] {
		return ring.Job[int]{
			Workers: n, Window: n, Size: size, Abort: func() {},
			Run: func(_ context.Context, lane int) (int, error) { run(); return lane, nil },
		}
	}
	bubble(t, "costs few goroutines while tasks are short", func(t *testing.T) {
		s := newShift(n, func() {})
		for range 10 * n {
			s.add(1)
		}
		synctest.Wait()
		started, _, _ := s.Counts()
		assert.Less(t, started, n/10)
		s.end()
	})
	t.Run("loses nobody when all finish at once", func(t *testing.T) {
		for range 60 {
			synctest.Test(t, func(t *testing.T) {
				const n = 100
				began := time.Now()
				j := job(2*n, func() { time.Sleep(time.Second) })
				j.Workers, j.Window = n, n
				j.Sink(t.Context(), func(int, error) bool { return true })
				require.Equal(t, 2*time.Second, time.Since(began))
			})
		}
	})
	bubble(t, "runs all n at a time when they block", func(t *testing.T) {
		began := time.Now()
		job(2*n, func() { time.Sleep(time.Second) }).Sink(t.Context(), func(int, error) bool { return true })
		assert.Equal(t, 2*time.Second, time.Since(began))
	})
}
