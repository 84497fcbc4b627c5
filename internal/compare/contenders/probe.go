package contenders

import (
	"fmt"
	"slices"
	"sync/atomic"
	"time"
)

// What Probe runs: many more tasks than may run at a time, each shorter than the one before.
const (
	ProbeTasks = 64
	ProbeBound = 4
	probeStep  = 100 * time.Microsecond
	probeLeast = 2 * time.Millisecond // time to start all before the first ends
)

// A Finding is what was seen of a contender.
type Finding struct {
	Peak    int  // the most tasks that ran at a time
	Bound   int  // how many may
	Ordered bool // the results came in the order of the elements
}

// Probe runs c over sleeping tasks and looks at what it does. Each task sleeps
// for less time than the one before, so that results in order of completion are out of order.
func Probe(c Contender) Finding {
	xs := make([]int, ProbeTasks)
	for i := range xs {
		xs[i] = i
	}
	var running, peak atomic.Int64
	got := c.Map(xs, ProbeBound, func(x int) int {
		now := running.Add(1)
		for old := peak.Load(); now > old && !peak.CompareAndSwap(old, now); old = peak.Load() {
		}
		time.Sleep(probeLeast + time.Duration(ProbeTasks-x)*probeStep)
		running.Add(-1)
		return x
	})
	return Finding{Peak: int(peak.Load()), Bound: ProbeBound * max(1, c.Boundaries), Ordered: slices.IsSorted(got)}
}

// Marks says what a reader of a table has to know: "unbounded", "runs 5 of 4",
// "one at a time", "unordered". A contender that keeps to both has none.
func (f Finding) Marks() []string {
	var marks []string
	switch {
	case f.Peak == ProbeTasks:
		marks = append(marks, "unbounded")
	case f.Peak > f.Bound:
		marks = append(marks, fmt.Sprintf("runs %d of %d", f.Peak, f.Bound))
	case f.Peak == 1:
		marks = append(marks, "one at a time")
	}
	if !f.Ordered {
		marks = append(marks, "unordered")
	}
	return marks
}
