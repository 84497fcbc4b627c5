package explore

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// A place is where the code of a process can stand. Each is found by running the code
// once; what happens from there is looked up from then on.
type place[S any] struct {
	program int
	log     []entry
	next    *Step[S]       // nil: the process has ended
	after   map[int]uint16 // the place after the step, by what it returned
	first   bool           // nothing has happened yet
}

// An automaton holds all places found so far.
type automaton[S any] struct {
	programs []Program[S]
	places   []place[S]
	index    map[string]uint16
}

func newAutomaton[S any](programs []Program[S]) *automaton[S] {
	return &automaton[S]{programs: programs, index: map[string]uint16{}}
}

// start returns the place where a program begins.
func (a *automaton[S]) start(program int) uint16 {
	i := a.run(program, nil)
	a.places[i].first = true
	return i
}

// step returns the place that follows once the step at i has returned v.
func (a *automaton[S]) step(i uint16, v int) uint16 {
	if j, ok := a.places[i].after[v]; ok {
		return j
	}
	pl := a.places[i]
	j := a.run(pl.program, append(slices.Clone(pl.log), entry{val: v}))
	pl.after[v] = j
	return j
}

// run replays the log and returns the place that the code then comes to.
func (a *automaton[S]) run(program int, log []entry) uint16 {
	p := &Process[S]{log: log}
	p.replay(a.programs[program].Run)
	if p.next == nil {
		p.log = nil // an end is an end
	}
	key := p.key(program)
	i, ok := a.index[key]
	if !ok {
		if len(a.places) > math.MaxUint16 {
			panic("explore: the programs have too many places")
		}
		i = uint16(len(a.places))
		a.places = append(a.places, place[S]{program: program, log: p.log, next: p.next, after: map[int]uint16{}})
		a.index[key] = i
	}
	return i
}

func (p *Process[S]) replay(code func(*Process[S])) {
	defer func() {
		if v := recover(); v != nil && !Paused(v) {
			panic(v)
		}
	}()
	code(p)
}

// key is the same for the same log only.
func (p *Process[S]) key(program int) string {
	var b strings.Builder
	fmt.Fprint(&b, program, p.next == nil)
	for _, e := range p.log {
		fmt.Fprintf(&b, "|%d%v", e.kind, e.val)
	}
	return b.String()
}

// stack names the calls that are under way at a place.
func (pl *place[S]) stack() string {
	var names []string
	for _, e := range pl.log {
		if e.kind != returned {
			names = append(names, e.name)
		}
	}
	return strings.Join(names, " > ")
}
