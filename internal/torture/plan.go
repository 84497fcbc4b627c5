package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// tables are what plans are drawn from.
type tables struct {
	rows      [][]row // a stage is drawn from one of them, each as often as the others
	sources   []source
	terminals []terminal
}

var all = tables{[][]row{
	elementRows, boundaryRows, slices.Concat(elementRows, policyRows, cutRows), slices.Concat(boundaryRows, limitRows),
	sequenceRows, slices.Concat(sequenceRows, besideRows), policyRows, limitRows,
}, sources, terminals}

// A plan is a chain, what happens to it, and what is to come of it.
type plan struct {
	seed     uint64
	source   source
	items    []item
	links    []*link
	terminal terminal
	k        int // of the terminal
	fault    fault
	slow     bool // the consumer is
	limit    limit
	stall    int // at which hand-over one waits while all others go as far as they can
	yields   int // so many of 16 hand-overs let others run
	patience time.Duration

	want      []item
	unordered bool // as a multiset
	loose     bool // any part of it
	awaited   int  // the source blocks: so many elements come nevertheless; 0: none, or nobody can tell
}

// draw makes the plan of a seed: the same one every time.
func (t tables) draw(seed uint64) *plan {
	r := rand.New(rand.NewPCG(seed, 0))
	p := &plan{seed: seed, fault: drawFault(r), k: 1 + r.IntN(6), slow: r.IntN(4) == 0, stall: r.IntN(300), yields: r.IntN(9), patience: time.Duration(r.IntN(500)) * time.Microsecond}
	p.terminal = drawFrom(r, t.terminals, func(t terminal) bool { return t.leaves || p.fault.name != breaks })
	p.source = drawFrom(r, t.sources, func(s source) bool { return s.blocks || p.fault.name != blocks })
	errs := r.IntN(2) * (1 + r.IntN(12))
	for v := range r.IntN(2 + r.IntN(60)) {
		e := item{Value: v}
		if r.IntN(100) < errs {
			e = item{Err: mishap(v)}
		}
		p.items = append(p.items, e)
	}
	p.want = p.items
	p.unordered = p.source.unordered
	holds := false
	for id := range 1 + r.IntN(8) {
		from := slices.DeleteFunc(slices.Clone(t.rows[r.IntN(len(t.rows))]), func(row row) bool {
			return row.ordered && (p.unordered || p.loose) || row.catches && p.fault.name == panicking
		})
		l := drawLink(r, from, id+1)
		next := l.naive(l, p.want)
		if len(next) >= 300 {
			continue // it only takes time
		}
		p.loose = p.loose || l.failFast && fails(p.want)
		p.unordered = p.unordered || l.mixes || l.unordered && l.n > 1
		holds = holds || l.holds
		p.want, p.links = next, append(p.links, l)
	}
	p.limit = drawLimit(r)
	p.expect(holds)
	return p
}

func drawFrom[T any](r *rand.Rand, from []T, fits func(T) bool) T {
	from = slices.DeleteFunc(slices.Clone(from), func(v T) bool { return !fits(v) })
	return from[r.IntN(len(from))]
}

func fails(items []item) bool {
	return slices.ContainsFunc(items, func(e item) bool { return e.Err != nil })
}

// expect says what the terminal makes of what comes out of the last stage.
func (p *plan) expect(holds bool) {
	t := p.terminal
	p.unordered = p.unordered || t.concurrent && p.k > 1
	if t.first && !p.unordered && !p.loose {
		p.want = p.want[:min(1, len(p.want))]
	}
	if i := slices.IndexFunc(p.want, func(e item) bool { return e.Err != nil }); t.stops && i >= 0 && !p.unordered && !p.loose {
		p.want = p.want[:i+1]
	}
	if t.seen && !holds && !p.loose {
		p.awaited = len(p.want) // if one of them is the end, nobody waits
	}
}

func (p *plan) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s(%s)", p.source.name, list(p.items))
	for _, l := range p.links {
		out.WriteString(l.String())
	}
	out.WriteString("." + strings.ReplaceAll(p.terminal.text, "$k", strconv.Itoa(p.k)))
	return out.String()
}

// faults is what happens to the run, for the reader.
func (p *plan) faults() string {
	if p.slow {
		return p.fault.String() + "; the consumer is slow"
	}
	return p.fault.String()
}

// expected is what is to come of it, for the reader.
func (p *plan) expected() string {
	how := "in this order"
	switch {
	case p.loose:
		how = "some of them, since FailFast ends it at any failure"
	case p.unordered:
		how = "in any order"
	}
	return fmt.Sprintf("%d elements, %s: %s", len(p.want), how, list(p.want))
}
