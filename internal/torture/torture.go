package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"
)

// A torture is a session of many runs.
type torture struct {
	tables
	say      func(line string)
	verbose  bool              // say what came of every run
	hang     func(line string) // called when a run makes no progress
	patience time.Duration     // for how long that may be

	runs   int
	counts map[string]tally // by fault
	most   int              // goroutines
}

// A tally counts runs, and those in which the fault was not too late.
type tally struct{ runs, happened int }

// often is after how many runs goroutines that nobody can wake are looked for; it costs a garbage collection.
const often = 300

// run draws and runs the plans of seeds, from first on, until ctx ends, or so
// many have been run if that is not 0. It returns what has failed.
func (t *torture) run(ctx context.Context, runs int, next func() uint64) error {
	base := runtime.NumGoroutine()
	for n := 0; ctx.Err() == nil && (runs == 0 || n < runs); n++ {
		if err := t.one(next(), base); err != nil {
			return err
		}
		if n%often != often-1 {
			continue
		}
		if err := leaked(); err != nil {
			return fmt.Errorf("one of the %d runs before seed %d: %w", often, next(), err)
		}
	}
	return leaked()
}

// one runs the plan of a seed.
func (t *torture) one(seed uint64, base int) error {
	p := t.draw(seed)
	watchdog := time.AfterFunc(t.patience, func() {
		t.hang(fmt.Sprintf("no progress for %v\n%s\n%s", t.patience, p.report(nil, outcome{}), stacks()))
	})
	defer watchdog.Stop()
	w, out := p.run()
	left := settles(base) // first: what is left may do more
	err := errors.Join(w.failed(), left)
	t.runs++
	if t.counts == nil {
		t.counts = map[string]tally{}
	}
	n := t.counts[p.fault.name]
	n.runs++
	if w.happened.Load() {
		n.happened++
	}
	t.counts[p.fault.name] = n
	t.most = max(t.most, w.mu.most)
	if t.verbose {
		t.say(p.report(w, out))
	}
	if err != nil {
		return errors.New(p.report(w, out) + "\n" + err.Error())
	}
	return nil
}

// report is a plan for the reader and, if it has run, what came of it.
func (p *plan) report(w *world, out outcome) string {
	lines := []string{
		fmt.Sprintf("seed      %d", p.seed),
		"chain     " + p.String(),
		"l         " + p.limit.String(),
		"fault     " + p.faults(),
		"expected  " + p.expected(),
	}
	if w == nil {
		return strings.Join(lines, "\n")
	}
	seen := fmt.Sprintf("%d elements: %s; error: %v", len(out.got), list(out.got), out.err)
	if out.value != nil {
		seen += fmt.Sprintf("; panic: %T", out.value)
	}
	if out.goexit {
		seen += "; Goexit"
	}
	lines = append(lines, "seen      "+seen,
		fmt.Sprintf("          %d calls of functions, %d hand-overs, %d goroutines at most", w.calls.Load(), w.handovers.Load(), w.mu.most))
	return strings.Join(lines, "\n")
}

// summary is how much was tried.
func (t *torture) summary() string {
	lines := []string{
		fmt.Sprintf("%d runs, %d goroutines at most", t.runs, t.most),
		fmt.Sprintf("  %-22s %10s %10s", "fault", "runs", "happened"),
	}
	for _, name := range slices.Sorted(maps.Keys(t.counts)) {
		lines = append(lines, fmt.Sprintf("  %-22s %10d %10d", name, t.counts[name].runs, t.counts[name].happened))
	}
	return strings.Join(lines, "\n")
}
