package explore

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// trace tells how a state is reached: who makes which step, within which calls, and
// what that changes; and where all stand in the end.
func (g *graph[S]) trace(at int) string {
	var path []int
	for i := at; i > 0; i = int(g.parent[i]) {
		path = append(path, i)
	}
	slices.Reverse(path)
	var b strings.Builder
	st := g.first
	s := g.Start
	for n, i := range path {
		j, to, got := g.move(st, g.states[i])
		next := g.shared[to.shared]
		pl := &g.places[st.at[j]]
		fmt.Fprintf(&b, "%3d  %-12s %s = %d%s   (%s)\n", n+1, g.name(j), pl.next.Name, got, changes(s, next), pl.stack())
		st, s = to, next
	}
	for j := range g.program {
		if pl := &g.places[st.at[j]]; j == 0 || !pl.first {
			fmt.Fprintf(&b, "     %-12s %s\n", g.name(j), pl.stands())
		}
	}
	fmt.Fprintf(&b, "     %+v\n", s)
	return b.String()
}

// move finds the step that leads from one state to another. Here st.at is not
// sorted, so that each process keeps its name.
func (g *graph[S]) move(st, target state) (j int, to state, got int) {
	for j = range g.program {
		found := false
		g.steps(st, j, func(next state, v int) {
			sorted := next
			g.sort(&sorted)
			if !found && sorted == target {
				found, to, got = true, next, v
			}
		})
		if found {
			break
		}
	}
	return j, to, got
}

// name of a process: with a number, if there are several alike.
func (g *graph[S]) name(j int) string {
	p := g.program[j]
	if g.Programs[p].Count == 1 {
		return g.Programs[p].Name
	}
	return fmt.Sprint(g.Programs[p].Name, " ", j-slices.Index(g.program, p)+1)
}

func (pl *place[S]) stands() string {
	if pl.next == nil {
		return "has ended"
	}
	return fmt.Sprintf("is before %s   (%s)", pl.next.Name, pl.stack())
}

// changes lists the words that differ.
func changes(was, is any) string {
	var b strings.Builder
	differ(&b, "", reflect.ValueOf(was), reflect.ValueOf(is))
	return b.String()
}

func differ(b *strings.Builder, name string, was, is reflect.Value) {
	switch {
	case was.Equal(is):
	case was.Kind() == reflect.Struct:
		for i := range was.NumField() {
			differ(b, name+"."+was.Type().Field(i).Name, was.Field(i), is.Field(i))
		}
	case was.Kind() == reflect.Array:
		for i := range was.Len() {
			differ(b, fmt.Sprintf("%s[%d]", name, i), was.Index(i), is.Index(i))
		}
	default:
		fmt.Fprintf(b, "  %s: %v -> %v", strings.TrimPrefix(name, "."), was, is)
	}
}
