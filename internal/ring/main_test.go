package ring_test

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
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
	if strings.HasPrefix(out.String(), "goroutineleak profile: total 0") {
		return ""
	}
	return out.String()
}

// bubble is t.Run in a synctest bubble: virtual time, and a goroutine left behind fails the test.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}
