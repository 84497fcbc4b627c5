package explore

import "slices"

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
