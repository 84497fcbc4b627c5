package main

import (
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/seed-09178888/leat/internal/compare/contenders"
	"github.com/seed-09178888/leat/internal/compare/measure"
)

// xs returns the elements of the row.
func (r row) xs() []int {
	xs := make([]int, r.elements)
	for i := range xs {
		xs[i] = i
	}
	return xs
}

// task returns what is done with each.
func (r row) task() func(int) int {
	if !r.sleep {
		return measure.Task(r.cost)
	}
	return func(x int) int {
		time.Sleep(r.cost)
		return x + 1
	}
}

// run measures the row.
func (r row) run(budget time.Duration) (figures []figure, err error) {
	r.onProcs(func() {
		switch r.kind {
		case timed:
			figures, err = times(r, budget)
		case counted:
			figures, err = goroutines(r)
		case stopped:
			figures, err = blocked(r)
		}
	})
	return figures, err
}

// onProcs runs f with the row's GOMAXPROCS.
func (r row) onProcs(f func()) {
	if r.procs > 0 {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(r.procs))
	}
	f()
}

// check compares what a contender returns with what the oracle does: in order,
// or, if the contender was seen to lose the order, sorted.
func (r row) check(c contenders.Contender) error {
	xs, task, quick := r.xs(), r.task(), r.task() // the oracle need not sleep
	if r.sleep {
		quick = measure.Task(0)
	}
	got, want := c.Map(xs, r.n, task), r.oracle.Map(xs, r.n, quick)
	if !probed(c).Ordered {
		slices.Sort(got)
		slices.Sort(want)
	}
	if !slices.Equal(got, want) {
		return fmt.Errorf("%s: %s: wrong results", r.name, c.Name)
	}
	return nil
}

// findings are what was seen of the contenders so far: each is probed once.
var findings = map[string]contenders.Finding{}

func probed(c contenders.Contender) contenders.Finding {
	found, ok := findings[c.Name]
	if !ok {
		found = contenders.Probe(c)
		findings[c.Name] = found
	}
	return found
}

// times measures the time and the allocations per element.
func times(r row, budget time.Duration) ([]figure, error) {
	for _, c := range r.contenders {
		if err := r.check(c); err != nil {
			return nil, err
		}
	}
	xs, task := r.xs(), r.task()
	entries := make([]measure.Contender, len(r.contenders))
	for i, c := range r.contenders {
		entries[i] = measure.Contender{Name: c.Name, Run: func() { c.Map(xs, r.n, task) }}
	}
	table := measure.Run(budget, entries, r.elements)
	return []figure{{unit: "ns per element", allocs: true, Table: table}}, nil
}

// goroutines measures the most goroutines that a task sees, its own and the
// caller's included.
func goroutines(r row) ([]figure, error) {
	const rounds = 6
	before := runtime.NumGoroutine()
	var table measure.Table
	for _, c := range r.contenders {
		if err := r.check(c); err != nil {
			return nil, err
		}
		line := measure.Line{Name: c.Name}
		for range rounds {
			settle(before)
			task, peak := measure.Goroutines(r.task())
			c.Map(r.xs(), r.n, task)
			line.Ns = append(line.Ns, float64(1+peak()-before))
		}
		table.Lines = append(table.Lines, line)
	}
	return []figure{{unit: "goroutines", Table: table}}, nil
}

// settle waits until the goroutines of a pool that was let go have ended.
func settle(before int) {
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(ms)
	}
}
