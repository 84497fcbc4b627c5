package stream_test

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// TestMain fails the run if a goroutine is left that nobody can wake any more.
// Within synctest bubbles the bubble itself sees to that.
func TestMain(m *testing.M) {
	code := m.Run()
	if leaks := leaked(); code == 0 && leaks != "" {
		fmt.Fprintln(os.Stderr, "goroutines leaked:\n"+leaks)
		code = 1
	}
	os.Exit(code)
}

// leaked returns the goroutine leak profile, or nothing if it is empty.
func leaked() string {
	p := pprof.Lookup("goroutineleak")
	if p == nil {
		return ""
	}
	runtime.GC()
	var out strings.Builder
	if err := p.WriteTo(&out, 1); err != nil {
		return err.Error()
	}
	// The total is stale once a goroutine that had been reported has ended: what counts are stacks.
	if !strings.Contains(out.String(), "+0x") {
		return ""
	}
	return out.String()
}

var errBoom = errors.New("boom")

// ints returns 0 .. n-1.
func ints(n int) []int {
	xs := make([]int, n)
	for i := range xs {
		xs[i] = i
	}
	return xs
}

// bubble is t.Run in a synctest bubble: virtual time, and a goroutine left behind fails the test.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

// A gauge counts how many tasks run, and the most that ever did.
type gauge struct{ now, peak, total atomic.Int64 }

// enter is called when a task starts; what it returns when it ends: defer g.enter()().
func (g *gauge) enter() (leave func()) {
	n := g.now.Add(1)
	g.total.Add(1)
	for p := g.peak.Load(); n > p && !g.peak.CompareAndSwap(p, n); p = g.peak.Load() {
	}
	return func() { g.now.Add(-1) }
}
