package contenders

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Floor is the least that processors can share work for: a goroutine each, and
// one counter. They start together, so that none has half of the work done
// before another has woken up.
var Floor = Contender{
	Name: "atomic floor", About: "a goroutine per processor, start together, one atomic index",
	Map: func(xs []int, _ int, task func(int) int) []int {
		out := make([]int, len(xs))
		var next, running atomic.Int64
		procs := runtime.GOMAXPROCS(0)
		work := func() {
			running.Add(1)
			for running.Load() < int64(procs) {
			}
			claim(&next, xs, out, task)
		}
		var wg sync.WaitGroup
		for range procs - 1 {
			wg.Go(work)
		}
		work()
		wg.Wait()
		return out
	},
}

// FloorTwice does both tasks of two boundaries without a hand-over between them.
var FloorTwice = Contender{
	Name: "atomic floor twice", About: "the atomic floor, both tasks in one",
	Map: func(xs []int, n int, task func(int) int) []int {
		return Floor.Map(xs, n, twice(task))
	},
}

// SleepingFloor is the least that tasks which wait can be run with.
var SleepingFloor = Contender{
	Name: "sleeping floor", About: "n goroutines, one atomic index",
	Map: func(xs []int, n int, task func(int) int) []int {
		out := make([]int, len(xs))
		var next atomic.Int64
		var wg sync.WaitGroup
		for range n {
			wg.Go(func() { claim(&next, xs, out, task) })
		}
		wg.Wait()
		return out
	},
}

// claim does what nobody else has claimed, until there is nothing left.
func claim(next *atomic.Int64, xs, out []int, task func(int) int) {
	for i := next.Add(1) - 1; i < int64(len(xs)); i = next.Add(1) - 1 {
		out[i] = task(xs[i])
	}
}
