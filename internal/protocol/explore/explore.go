// Package explore checks small models of concurrent programs exhaustively: it visits
// every state that any interleaving of their steps leads to.
//
// The code of the processes is ordinary Go (see Process), so it can be read
// beside the program that it is a model of. The state that they share is one comparable value.
package explore

import "time"

// A Model is a number of processes and what has to hold of them.
type Model[S comparable] struct {
	Start S

	// Programs are what the processes do. The first one is the main program: when
	// it has ended, nobody else may be under way.
	Programs []Program[S]

	Wrong func(*S) string // says what must not be, in any state
	Quiet func(*S) string // the same where nothing goes on but steps that may take any time
}

// A Program is what some processes do, which are interchangeable: nothing that they share says which is which.
type Program[S any] struct {
	Name    string
	Count   int
	Run     func(*Process[S])
	Outside bool // it may be under way when the main program has ended
}

// A Verdict says what came of a check.
type Verdict struct {
	States int
	Steps  int // transitions between them
	Took   time.Duration
	Fault  string // empty: all is well
	Trace  string // the shortest way to the fault
}

// Check visits all states, if there are no more than limit.
func (m Model[S]) Check(limit int) (v Verdict) {
	began := time.Now()
	g := &graph[S]{
		Model: m, automaton: newAutomaton(m.Programs), limit: limit,
		sharedAt: map[S]int32{}, effects: map[uint64]effect{}, statesAt: map[state]int32{},
	}
	fault, at := g.explore()
	if fault == "" {
		fault, at = g.stuck()
	}
	v = Verdict{States: len(g.states), Steps: len(g.next), Fault: fault}
	if fault != "" {
		v.Trace = g.trace(at)
	}
	v.Took = time.Since(began)
	return v
}
