// Package measure times contenders beside each other. On a machine that others
// use too, a time means little and the ratio of two times that were taken one
// after the other means much: so the contenders run in turns, in another order
// in every round, and a ratio is the median of the ratios of the rounds.
package measure

import (
	"math/rand/v2"
	"runtime"
	"time"
)

// A Contender is one way to do the work that is measured.
type Contender struct {
	Name string
	Run  func() // does the work once, for all elements
}

// minRounds is how many samples a 95 % interval of the median needs.
const minRounds = 6

// Run runs the contenders in turns until budget is used up, at least six times
// each, after one run each that does not count. A run handles elements
// elements. Names must differ.
func Run(budget time.Duration, contenders []Contender, elements int) Table {
	end := time.Now().Add(budget)
	return run(contenders, elements, func(round int) bool { return round < minRounds || time.Now().Before(end) })
}

// Rounds is Run for a number of rounds.
func Rounds(rounds int, contenders []Contender, elements int) Table {
	return run(contenders, elements, func(round int) bool { return round < rounds })
}

func run(contenders []Contender, elements int, more func(round int) bool) Table {
	t := Table{Lines: make([]Line, len(contenders))}
	for i, c := range contenders {
		t.Lines[i].Name = c.Name
		c.Run() // grows stacks and pools
	}
	for round := 0; more(round); round++ {
		for _, i := range rand.Perm(len(contenders)) {
			ns, allocs := once(contenders[i].Run)
			l := &t.Lines[i]
			l.Ns = append(l.Ns, ns/float64(elements))
			l.Allocs = append(l.Allocs, allocs/float64(elements))
		}
	}
	return t
}

// once starts from a collected heap, so that nobody pays for the garbage of the one before.
func once(f func()) (ns, allocs float64) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	f()
	d := time.Since(start)
	runtime.ReadMemStats(&after)
	return float64(d.Nanoseconds()), float64(after.Mallocs - before.Mallocs)
}
