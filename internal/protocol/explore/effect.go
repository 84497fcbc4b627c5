package explore

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
