package ring_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/ring"
)

func TestSleeper(t *testing.T) {
	bubble(t, "does not sleep when it is ready", func(t *testing.T) {
		s := ring.NewSleeper(func() bool { return true })
		for range 3 {
			s.Sleep()
		}
	})
	bubble(t, "sleeps until it is ready and somebody says so", func(t *testing.T) {
		var ready, awake atomic.Bool
		s := ring.NewSleeper(ready.Load)
		go func() {
			s.Sleep()
			awake.Store(true)
		}()
		synctest.Wait()
		s.Wake()
		synctest.Wait()
		assert.False(t, awake.Load(), "woken, but not ready")
		ready.Store(true)
		synctest.Wait()
		assert.False(t, awake.Load(), "nobody said so")
		s.Wake()
		synctest.Wait()
		assert.True(t, awake.Load())
	})
	bubble(t, "is called from the wake-up until it runs", func(t *testing.T) {
		s := ring.NewSleeper(func() bool { return true })
		assert.False(t, s.Wake(), "it does not sleep")
		assert.False(t, s.Called())
		var ready, end atomic.Bool
		s = ring.NewSleeper(ready.Load)
		go func() {
			for !end.Load() {
				s.Sleep()
				ready.Store(false)
			}
		}()
		for _, last := range []bool{false, true} {
			synctest.Wait()
			assert.False(t, s.Wake(), "it has nothing to wake for")
			end.Store(last)
			ready.Store(true)
			assert.False(t, s.Called())
			assert.True(t, s.Wake())
			synctest.Wait()
			assert.False(t, s.Called(), "it has come")
		}
	})
	bubble(t, "is not disturbed by wake-ups while it is awake", func(t *testing.T) {
		var ready atomic.Bool
		ready.Store(true)
		s := ring.NewSleeper(ready.Load)
		for range 5 {
			s.Wake() // would block for ever if they piled up
		}
		s.Sleep()
		for range 5 {
			s.Wake()
		}
		ready.Store(false)
		var awake atomic.Bool
		go func() {
			s.Sleep()
			awake.Store(true)
		}()
		synctest.Wait()
		assert.False(t, awake.Load(), "an old token was left")
		ready.Store(true)
		s.Wake()
	})
	bubble(t, "hears a wake-up that comes while it looks", func(t *testing.T) {
		var ready atomic.Bool
		var s *ring.Sleeper
		s = ring.NewSleeper(func() bool {
			before := ready.Load()
			if !before {
				ready.Store(true)
				s.Wake()
			}
			return before
		})
		s.Sleep() // the bubble fails if it does not return
	})
	bubble(t, "is woken once by many", func(t *testing.T) {
		const wakers = 3
		var ready atomic.Bool
		var looking sync.WaitGroup
		s := ring.NewSleeper(func() bool {
			if ready.Load() {
				looking.Done()
				looking.Wait() // all have seen it asleep, and ready
				return true
			}
			return false
		})
		awake := make(chan struct{})
		sleep := func() {
			s.Sleep()
			awake <- struct{}{}
		}
		go sleep()
		synctest.Wait()
		looking.Add(wakers)
		ready.Store(true)
		for range wakers {
			go s.Wake()
		}
		<-awake
		synctest.Wait()
		ready.Store(false)
		go sleep()
		synctest.Wait()
		select {
		case <-awake:
			assert.Fail(t, "a token was left")
		default:
		}
		looking.Add(1)
		ready.Store(true)
		s.Wake()
		<-awake
	})
	bubble(t, "loses no wake-up of many", func(t *testing.T) {
		const wakers, rounds = 4, 2000
		var made, used atomic.Int64
		s := ring.NewSleeper(func() bool { return made.Load() > used.Load() })
		var wg sync.WaitGroup
		for range wakers {
			wg.Go(func() {
				for range rounds {
					made.Add(1)
					s.Wake()
				}
			})
		}
		for used.Load() < wakers*rounds {
			if made.Load() > used.Load() {
				used.Add(1)
			} else {
				s.Sleep() // the bubble fails if nobody wakes it
			}
		}
		wg.Wait()
	})
}
