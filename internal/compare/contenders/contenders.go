// Package contenders holds leat and its peers in one form: a function that
// applies a task to every element of a slice and returns the results. One file a peer.
package contenders

// A Map applies task to every element of xs, at most n at a time, and returns
// the results. What a Map does not keep of that, Probe finds out.
type Map func(xs []int, n int, task func(int) int) []int

// A Contender is a way to do it.
type Contender struct {
	Name   string
	Module string // where it comes from, empty for code by hand
	About  string // what it consists of
	Map    Map

	Boundaries int // that may each run n tasks, 0 stands for 1
}

// Even is the predicate of the contenders that map, filter and map again.
func Even(x int) bool { return x%2 == 0 }
