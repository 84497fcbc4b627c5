package measure

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Task returns a task that takes d of CPU time on this machine, and reads no
// clock; for 0 it is x+1.
func Task(d time.Duration) func(int) int {
	if d <= 0 {
		return func(x int) int { return x + 1 }
	}
	rounds := max(1, int(math.Round(float64(d.Nanoseconds())/nsPerRound())))
	return func(x int) int { return spin(rounds, x) }
}

// nsPerRound takes the best of many trials: what disturbs a trial makes it longer.
var nsPerRound = sync.OnceValue(func() float64 {
	const rounds, trials = 10_000, 50
	best := time.Duration(math.MaxInt64)
	for range trials {
		start := time.Now()
		spun.Store(int64(spin(rounds, 1)))
		best = min(best, time.Since(start))
	}
	return float64(best.Nanoseconds()) / rounds
})

// spun keeps the compiler from leaving out the work.
var spun atomic.Int64

// spin is a chain of multiplications, which no processor shortens.
func spin(rounds, x int) int {
	for i := range rounds {
		x = x*31 + i
	}
	return x
}

// Goroutines returns task with a look at the number of goroutines in every
// call, and a function that returns the most that were seen, those that ran before included.
func Goroutines(task func(int) int) (watched func(int) int, peak func() int) {
	var most atomic.Int64
	watched = func(x int) int {
		now := int64(runtime.NumGoroutine())
		for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
		}
		return task(x)
	}
	return watched, func() int { return int(most.Load()) }
}
