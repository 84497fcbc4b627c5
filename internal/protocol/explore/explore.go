// Package explore checks small models of concurrent programs exhaustively: it visits
// every state that any interleaving of their steps leads to.
//
// The code of the processes is ordinary Go (see Process), so it can be read
// beside the program that it is a model of. The state that they share is one comparable value.
package explore

import (
	"slices"
	"time"
)

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

const maxProcesses = 8

// A state is kept by reference to its parts, which most states have in common with many others.
type state struct {
	shared int32
	at     [maxProcesses]uint16 // places; processes of one program are sorted by them
}

type graph[S comparable] struct {
	Model[S]
	*automaton[S]
	shared   []S
	sharedAt map[S]int32
	effects  map[uint64]effect
	states   []state
	statesAt map[state]int32
	parent   []int32
	next     []int32  // the successors of all states, those of one side by side; negative: by an optional step
	nextAt   []uint32 // where those of a state begin
	program  []int    // of each process
	first    state    // not sorted
	limit    int
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

// begin makes the first state.
func (g *graph[S]) begin() {
	for i, p := range g.Programs {
		for range p.Count {
			g.first.at[len(g.program)] = g.start(i)
			g.program = append(g.program, i)
		}
	}
	g.first.shared = g.number(g.Start)
	g.visit(g.first, -1)
}

// explore visits the states breadth first, and returns the first one that is at fault.
func (g *graph[S]) explore() (fault string, at int) {
	g.begin()
	for i := 0; i < len(g.states) && fault == ""; i++ {
		if fault = g.expand(i); fault != "" {
			return fault, i
		}
		for ; at < len(g.states) && fault == ""; at++ {
			fault = g.Wrong(&g.shared[g.states[at].shared])
		}
		if len(g.states) > g.limit {
			return "there are more states than allowed", i
		}
	}
	return fault, at - 1
}

// visit returns the number of a state, which is new or not.
func (g *graph[S]) visit(st state, from int) int32 {
	g.sort(&st)
	i, ok := g.statesAt[st]
	if !ok {
		i = int32(len(g.states))
		g.states = append(g.states, st)
		g.statesAt[st] = i
		g.parent = append(g.parent, int32(from))
	}
	return i
}

// sort makes one state of those that differ only in which of two interchangeable processes is which.
func (g *graph[S]) sort(st *state) {
	for i := 0; i < len(g.program); {
		n := g.Programs[g.program[i]].Count
		slices.Sort(st.at[i : i+n])
		i += n
	}
}

// expand visits what follows a state.
func (g *graph[S]) expand(i int) (fault string) {
	g.nextAt = append(g.nextAt, uint32(len(g.next)))
	st := g.states[i]
	short, long := false, false
	for j := range g.program {
		if j > 0 && st.at[j] == st.at[j-1] {
			continue // the same again, by another process
		}
		step := g.places[st.at[j]].next
		g.steps(st, j, func(to state, _ int) {
			k := g.visit(to, i)
			if step.Optional {
				k = ^k
			}
			g.next = append(g.next, k)
			short = short || !step.Long && !step.Optional
			long = long || step.Long
		})
	}
	s := g.shared[st.shared]
	switch {
	case g.ended(st, 0):
		return g.leftBehind(st)
	case !short && !long:
		return "deadlock: nobody can go on, and not all have ended"
	case !short:
		return g.Quiet(&s)
	}
	return ""
}

// An effect is what a step comes to. It depends on the place and on what is shared, which many states have in common.
type effect struct {
	possible bool
	shared   int32
	place    uint16
	got      int // what the step has returned
}

// steps yields what follows if process j makes its next step, if it can.
func (g *graph[S]) steps(st state, j int, yield func(to state, got int)) {
	step := g.places[st.at[j]].next
	if step == nil {
		return
	}
	for choice := range max(1, step.Choices) {
		e := g.effect(st.shared, st.at[j], choice)
		if !e.possible {
			return
		}
		to := st
		to.shared, to.at[j] = e.shared, e.place
		yield(to, e.got)
	}
}

func (g *graph[S]) effect(shared int32, at uint16, choice int) effect {
	key := uint64(shared)<<32 | uint64(choice)<<16 | uint64(at)
	e, known := g.effects[key]
	if !known {
		e = g.try(g.shared[shared], at, choice)
		g.effects[key] = e
	}
	return e
}

// try makes the step at a place, and those behind it that are none of their own.
func (g *graph[S]) try(s S, at uint16, choice int) effect {
	step := g.places[at].next
	if step.When != nil && !step.When(&s) {
		return effect{}
	}
	got := step.do(&s, choice)
	at = g.step(at, got)
	for next := g.places[at].next; next != nil && next.Mine; next = g.places[at].next {
		at = g.step(at, next.Do(&s))
	}
	return effect{true, g.number(s), at, got}
}

// number returns the number of what is shared.
func (g *graph[S]) number(s S) int32 {
	i, ok := g.sharedAt[s]
	if !ok {
		i = int32(len(g.shared))
		g.shared = append(g.shared, s)
		g.sharedAt[s] = i
	}
	return i
}

func (s *Step[S]) do(shared *S, choice int) int {
	if s.Choices > 0 {
		return s.Choose(shared, choice)
	}
	return s.Do(shared)
}

func (g *graph[S]) ended(st state, j int) bool { return g.places[st.at[j]].next == nil }

// leftBehind names a process that is under way though the main program has ended.
func (g *graph[S]) leftBehind(st state) string {
	for j, p := range g.program {
		if pl := &g.places[st.at[j]]; pl.next != nil && !pl.first && !g.Programs[p].Outside {
			return "left behind: " + g.name(j)
		}
	}
	return ""
}
