package source

import "fmt"

// misuse reports a programming error where the source is built.
func misuse(name, format string, args ...any) {
	panic("source: " + name + ": " + fmt.Sprintf(format, args...))
}

// notNil is called with the comparison, since T of a nil function is of no use here.
func notNil(name, arg string, isNil bool) {
	if isNil {
		misuse(name, "%s must not be nil", arg)
	}
}

func notEmpty(name, arg, got string) {
	if got == "" {
		misuse(name, "%s must not be empty", arg)
	}
}

func atLeast(name, arg string, limit, got int) {
	if got < limit {
		misuse(name, "%s must be at least %d, got %d", arg, limit, got)
	}
}
