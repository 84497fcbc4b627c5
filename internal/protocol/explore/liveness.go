package explore

// stuck looks for a state from which the end cannot be reached any more, though
// somebody can always go on. Optional steps do not count: nobody may rely on them.
func (g *graph[S]) stuck() (fault string, at int) {
	ends := make([]bool, len(g.states))
	for i, st := range g.states {
		ends[i] = g.ended(st, 0)
	}
	for changed := true; changed; {
		changed = false
		for i := len(ends) - 1; i >= 0; i-- { // successors mostly have higher numbers
			if !ends[i] && g.leads(i, ends) {
				ends[i], changed = true, true
			}
		}
	}
	for i, ok := range ends {
		if !ok {
			return "livelock: the end cannot be reached any more", i
		}
	}
	return "", 0
}

// leads reports whether a step leads from i to one of those.
func (g *graph[S]) leads(i int, those []bool) bool {
	end := uint32(len(g.next))
	if i+1 < len(g.nextAt) {
		end = g.nextAt[i+1]
	}
	for _, k := range g.next[g.nextAt[i]:end] {
		if k >= 0 && those[k] {
			return true
		}
	}
	return false
}
