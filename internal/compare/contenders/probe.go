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
)

// A Finding is what was seen of a contender.
type Finding struct {
	Peak    int  // the most tasks that ran at a time
	Ordered bool // the results came in the order of the elements
}

// Probe runs m over sleeping tasks and looks at what it does. Each task sleeps
// for less time than the one before, so that results in order of completion are out of order.
func Probe(m Map) Finding {
	xs := make([]int, ProbeTasks)
	for i := range xs {
		xs[i] = i
	}
	var running, peak atomic.Int64
	got := m(xs, ProbeBound, func(x int) int {
		now := running.Add(1)
		for old := peak.Load(); now > old && !peak.CompareAndSwap(old, now); old = peak.Load() {
		}
		time.Sleep(time.Duration(ProbeTasks-x) * probeStep)
		running.Add(-1)
		return x
	})
	return Finding{Peak: int(peak.Load()), Ordered: slices.IsSorted(got)}
}

// Marks says what a reader of a table has to know: "unbounded", "runs 5 at n = 4",
// "one at a time", "unordered". A contender that keeps to both has none.
func (f Finding) Marks() []string {
	var marks []string
	switch {
	case f.Peak == ProbeTasks:
		marks = append(marks, "unbounded")
	case f.Peak > ProbeBound:
		marks = append(marks, fmt.Sprintf("runs %d at n = %d", f.Peak, ProbeBound))
	case f.Peak == 1:
		marks = append(marks, "one at a time")
	}
	if !f.Ordered {
		marks = append(marks, "unordered")
	}
	return marks
}
