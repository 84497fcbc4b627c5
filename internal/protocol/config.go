package protocol

import (
	"fmt"
	"strings"

	"github.com/seed-09178888/leat/internal/protocol/explore"
)

// A Config says what is checked: one ring, or two linked ones, and what may happen to them.
type Config struct {
	Jobs   []Job // the one whose results the caller gets, and the one above it
	Sink   bool  // Sink is called, not Each
	Leave  int   // the caller wants no more after so many results; 0: it wants all
	Cancel bool  // the context of the run may end at any moment
	Spin   bool  // workers may spin before they sleep
	Break  Mutation
}

// Check visits all states of a configuration, limit at most.
func (c Config) Check(limit int) explore.Verdict {
	if jobs := c.Jobs; len(jobs) > 1 {
		c.Jobs = []Job{jobs[0], jobs[1]}
		c.Jobs[0].name, c.Jobs[1].name = below, "above."
		c.Jobs[0].Size = c.Jobs[1].Size
	}
	return c.model().Check(limit)
}

// A Job is what a ring is to do, as in internal/ring.
type Job struct {
	Workers, Window                     int
	Size                                int  // elements of the source; of the lower of two rings: of the upper one's
	Fed                                 bool // the source is not indexed
	Unordered, FailFast, Stops, UsesCtx bool
	SeesErrs                            bool

	// What becomes of the elements that are named here; all others are fine.
	Fails, Drops, Panics Elements
	UpErrs               Elements // errors when they are pulled

	name string // what its words are called by, set by Check
}

const maxElements = 6

// Elements is a set of them: a bit for each.
type Elements int8

// Of returns the set of some elements.
func Of(elements ...int) (set Elements) {
	for _, i := range elements {
		set |= 1 << i
	}
	return set
}

func (e Elements) has(i int) bool { return e>>i&1 != 0 }

// slots is the size of the ring.
func (j Job) slots() int {
	if !j.Fed && j.name != below {
		return lanes(max(1, min(j.Window, j.Size)))
	}
	return lanes(j.Window)
}

const below = "below." // how the words of the lower of two rings are called

func (c *Config) contexts() int { return 2*len(c.Jobs) + number(c.Jobs[len(c.Jobs)-1].Fed) }

func (c *Config) crashes() bool {
	for _, j := range c.Jobs {
		if j.Panics != 0 {
			return true
		}
	}
	return false
}

// upErrs are the elements that are errors when ring k pulls them, unless it makes something of errors.
func (c *Config) upErrs(k int) Elements {
	switch {
	case c.Jobs[k].SeesErrs:
		return 0
	case k+1 < len(c.Jobs):
		return c.errs(k + 1)
	}
	return c.Jobs[k].UpErrs
}

// errs are the elements that ring k makes errors of.
func (c *Config) errs(k int) Elements { return c.Jobs[k].Fails | c.upErrs(k) }

// start is the state in which everything begins.
func (c *Config) start() (s shared) {
	for k, j := range c.Jobs {
		v := &s.rings[k]
		v.limit, v.end = unknown, unknown
		v.crew.idle = int8(j.Workers + number(c.Break == OneTooMany))
		if !j.Fed && k == len(c.Jobs)-1 {
			v.end = int8(j.Size)
		}
	}
	return s
}

// String names what is not zero.
func (c Config) String() string {
	var b strings.Builder
	for i, j := range c.Jobs {
		if i > 0 {
			b.WriteString("below ")
		}
		fmt.Fprintf(&b, "%d of %d", j.Workers, j.Window)
		if j.Size > 0 {
			fmt.Fprintf(&b, ", %d elements", j.Size)
		}
		name(&b, "fed", j.Fed)
		name(&b, "unordered", j.Unordered)
		name(&b, "FailFast", j.FailFast)
		name(&b, "Stops", j.Stops)
		name(&b, "SeesErrs", j.SeesErrs)
		j.Fails.name(&b, "failing")
		j.Drops.name(&b, "dropped")
		j.Panics.name(&b, "panicking")
		j.UpErrs.name(&b, "pulled as errors")
		b.WriteString("; ")
	}
	b.WriteString(map[bool]string{true: "Sink", false: "Each"}[c.Sink])
	name(&b, "spinning", c.Spin)
	name(&b, fmt.Sprint("left after ", c.Leave), c.Leave > 0)
	name(&b, "cancelled", c.Cancel)
	return b.String()
}

func name(b *strings.Builder, what string, is bool) {
	if is {
		b.WriteString(", " + what)
	}
}

func (e Elements) name(b *strings.Builder, what string) {
	var which []int
	for i := range maxElements {
		if e.has(i) {
			which = append(which, i)
		}
	}
	name(b, fmt.Sprint(which, " ", what), e != 0)
}
