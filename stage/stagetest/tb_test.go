package stagetest_test

import (
	"fmt"
	"runtime"
	"testing"
)

// A tb notes what a test would report.
type tb struct {
	testing.TB
	reports []string
	stopped bool
}

func (t *tb) Helper() {}
func (t *tb) Errorf(format string, args ...any) {
	t.reports = append(t.reports, fmt.Sprintf(format, args...))
}
func (t *tb) Fatalf(format string, args ...any) { t.Errorf(format, args...); t.FailNow() }
func (t *tb) FailNow()                          { t.stopped = true; runtime.Goexit() }

// reports calls f with a TB and returns what it has reported; stopped: by FailNow.
func reports(f func(t *tb)) (texts []string, stopped bool) {
	var t tb
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(&t)
	}()
	<-done
	return t.reports, t.stopped
}

// A printing TB prints what a test would report, for Examples.
type printing struct{ testing.TB }

func (printing) Helper()                           {}
func (printing) Errorf(format string, args ...any) { fmt.Printf(format+"\n", args...) }
