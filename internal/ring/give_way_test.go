package ring_test

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/ring"
)

// onProcs runs the test with so many processors, whatever -cpu says.
func onProcs(t *testing.T, procs int) {
	t.Helper()
	before := runtime.GOMAXPROCS(procs)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

func TestPark(t *testing.T) {
	t.Run("lets somebody run who was called before it sleeps", func(t *testing.T) {
		onProcs(t, 1)
		const rounds = 200
		met, ran := 0, new(atomic.Bool)
		c := ring.NewCrew(1, func(*ring.Crew) {}, ran.Load)
		c.MakesWork(func() bool {
			go ran.Store(true)
			return true
		})
		c.Dismiss() // so that Park returns
		for range rounds {
			ran.Store(false)
			if c.Park(); ran.Load() {
				met++
			}
			for !ran.Load() {
				runtime.Gosched()
			}
		}
		// Not all: now and then the scheduler takes the one that gave way first.
		assert.Greater(t, met, rounds/2)
	})
	looks := func(t *testing.T, took time.Duration) int {
		t.Helper()
		onProcs(t, 2)
		n := 0
		c := ring.NewCrew(1, func(*ring.Crew) {}, func() bool { n++; return false })
		c.Judge(took)
		c.Dismiss()
		c.Park()
		return n
	}
	t.Run("looks for work for a while first", func(t *testing.T) {
		assert.GreaterOrEqual(t, looks(t, time.Microsecond), ring.Spins)
	})
	t.Run("does not when tasks are too short to be shared", func(t *testing.T) {
		assert.Less(t, looks(t, 50*time.Nanosecond), 3)
	})
	t.Run("nor when they are so long that it would not matter", func(t *testing.T) {
		assert.Less(t, looks(t, time.Millisecond), 3)
	})
	t.Run("goes by the last task that was timed", func(t *testing.T) {
		c := ring.NewCrew(1, func(*ring.Crew) {}, func() bool { return false })
		for _, vain := range []bool{true, false, true} {
			c.Judge(map[bool]time.Duration{true: 0, false: time.Microsecond}[vain])
			assert.Equal(t, vain, c.Vain())
		}
	})
}

func TestTimedTasks(t *testing.T) {
	for _, took := range []time.Duration{0, time.Microsecond} {
		bubble(t, "tell whether to spin, "+took.String(), func(t *testing.T) {
			j := ring.Job[int]{Workers: 2, Window: 2, Size: 100, Abort: func() {}, Run: func(context.Context, int) (int, error) {
				time.Sleep(took)
				return 0, nil
			}}
			assert.Equal(t, took == 0, j.Vain(t.Context()))
		})
	}
}

// On one processor a worker that never gave way would run until the window is used up.
func TestConsumerRunsBeforeTheWindowIsUsedUp(t *testing.T) {
	onProcs(t, 1)
	const window, size = 100, 10_000
	var began atomic.Int64
	received, sum := 0, 0
	ring.Job[int]{
		Workers: window, Window: window, Size: size, Abort: func() {},
		Run: func(_ context.Context, lane int) (int, error) { began.Add(1); return lane, nil },
	}.Each(t.Context(), func(int, error) bool {
		sum += int(began.Load()) - received
		received++
		return true
	})
	assert.Less(t, sum/size, window/2)
}
