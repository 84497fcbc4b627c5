package explore

// A Process is one of those that run concurrently, as its own code sees it. The
// code is an ordinary function, and must depend on nothing but what its steps
// return: it is run from the start again for every state it can be in.
//
// What a process remembers is the log of what its steps returned, and two
// processes with the same log are in the same place. Call and Loop cut the log
// down to what matters later, so that the number of states remains small.
type Process[S any] struct {
	log  []entry
	at   int      // what lies before it has been replayed
	next *Step[S] // where the code stands at the end of the log
}

type entry struct {
	kind kind
	name string // of a call or loop that is under way
	val  any    // comparable: what was returned; of a loop its variables
}

type kind byte

const (
	returned kind = iota
	calling       // the entries behind it belong to the call
	looping       // the entries behind it belong to this round
)

// A Step is what happens at once, with nothing between.
type Step[S any] struct {
	Name string
	Do   func(*S) int
	When func(*S) bool // nil: always; else the process waits until it holds

	// Choices is how many outcomes Choose has, which then stands in for Do.
	Choices int
	Choose  func(s *S, choice int) int

	// Mine says that nobody else could tell whether the step happens at once after the
	// one before: it touches only what is the process's own at the time. It is no step of its own.
	Mine bool

	Long     bool // may take any time, as user code does
	Optional bool // may never happen
}

// paused unwinds the code of a process at its next step.
type paused struct{}

// Replayed returns what the step that the code has come to has returned, if it lies behind the process.
func (p *Process[S]) Replayed() (v int, ok bool) {
	if p.at == len(p.log) {
		return 0, false
	}
	v = p.log[p.at].val.(int)
	p.at++
	return v, true
}

// Do makes a step, and returns what it has returned.
func (p *Process[S]) Do(s Step[S]) int {
	if v, ok := p.Replayed(); ok {
		return v
	}
	p.next = &s
	panic(paused{})
}

// Call runs a part of the code of which only the result is remembered.
func Call[S any, T comparable](p *Process[S], name string, f func() T) T {
	start := p.at
	if start == len(p.log) {
		p.log = append(p.log, entry{kind: calling, name: name})
	}
	e := p.log[start]
	p.at++
	if e.kind == returned {
		return e.val.(T)
	}
	v := f()
	p.leave(start, v)
	return v
}

// Loop runs rounds of which only the variables are remembered that are handed from one to the
// next. It returns those of the last.
func Loop[S any, T comparable](p *Process[S], name string, vars T, round func(T) (next T, again bool)) T {
	start := p.at
	if start == len(p.log) {
		p.log = append(p.log, entry{kind: looping, name: name, val: vars})
	}
	e := p.log[start]
	p.at++
	vars = e.val.(T)
	if e.kind == returned {
		return vars
	}
	for {
		next, again := round(vars)
		if !again {
			p.leave(start, next)
			return next
		}
		vars = next
		p.log = append(p.log[:start], entry{kind: looping, name: name, val: vars})
		p.at = start + 1
	}
}

// leave replaces all that was logged since start by one value.
func (p *Process[S]) leave(start int, v any) {
	p.log = append(p.log[:start], entry{kind: returned, val: v})
	p.at = start + 1
}

// Paused reports whether what was recovered from a panic is the explorer's: the code of a process that recovers from
// panics must panic with it again.
func Paused(v any) bool {
	_, ok := v.(paused)
	return ok
}
