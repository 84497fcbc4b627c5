package main

import (
	"fmt"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"
)

// settles waits until no more than base goroutines live. What a run started has
// been joined, but may not be gone from the scheduler yet.
func settles(base int) error {
	for try := range 2000 {
		if runtime.NumGoroutine() <= base {
			return nil
		}
		if runtime.Gosched(); try >= 1000 {
			time.Sleep(time.Millisecond)
		}
	}
	return fmt.Errorf("%d goroutines are left, %d were there before:\n%s", runtime.NumGoroutine(), base, stacks())
}

// stacks are those of all goroutines.
func stacks() string {
	var out strings.Builder
	if err := pprof.Lookup("goroutine").WriteTo(&out, 2); err != nil {
		return err.Error()
	}
	return out.String()
}

// leaked finds goroutines that nobody can wake any more.
func leaked() error {
	p := pprof.Lookup("goroutineleak")
	if p == nil {
		return nil // of a go that is built without
	}
	var out strings.Builder
	if err := p.WriteTo(&out, 1); err != nil {
		return err
	}
	if strings.HasPrefix(out.String(), "goroutineleak profile: total 0") {
		return nil
	}
	return fmt.Errorf("goroutines have leaked:\n%s", out.String())
}
