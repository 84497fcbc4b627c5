package stream

import (
	"fmt"
	"time"
)

// misuse reports a programming error where the stage is built (guarantee 12).
func misuse(method, format string, args ...any) {
	panic("stream: " + method + ": " + fmt.Sprintf(format, args...))
}

// notNil is called with the comparison, since T of a nil function is of no use here.
func notNil(method, name string, isNil bool) {
	if isNil {
		misuse(method, "%s must not be nil", name)
	}
}

func atLeast(method, name string, limit, got int) {
	if got < limit {
		misuse(method, "%s must be at least %d, got %d", name, limit, got)
	}
}

func positive(method, name string, got time.Duration) {
	if got <= 0 {
		misuse(method, "%s must be positive, got %v", name, got)
	}
}

// needsTask is for stages that act on the task above them: below a boundary or
// a sequence stage they would do nothing.
func needsTask(method string, t traits) {
	if !t.task {
		misuse(method, "no task above it")
	}
}
