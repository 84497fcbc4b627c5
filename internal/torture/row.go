package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-09178888/leat/stream"
)

// An item is an element as the naive interpreter sees it.
type item = stream.Result[int]

// A mishap is an error that belongs to a value: the same on every run.
type mishap int

func (m mishap) Error() string { return "#" + strconv.Itoa(int(m)) }

// A kind says where the functions of a stage run.
type kind int

const (
	element  kind = iota // part of the task
	chained              // as element: hands the task on unrun
	sequence             // runs the task above one element at a time
	head                 // likewise, and its own function is part of the next task
	boundary             // runs the task above one element at a time, and its own function n at a time
	buffer               // a boundary that runs the task above, n at a time
)

// A row is a stage beside what it means: a function over the list of all elements.
// To torture another stage, add a row to one of the tables.
type row struct {
	text      string // as it is printed: $a, $b, $n and $w stand for the arguments
	kind      kind
	ordered   bool // its result depends on the order of the elements
	unordered bool // yields in any order, unless n is 1
	mixes     bool // yields in any order
	holds     bool // keeps elements back until the stream above ends
	catches   bool // catches panics, also those that are inflicted
	failFast  bool // ends at any error, if there is one
	leat      func(w *world, l *link, s stream.Stream[int]) stream.Stream[int]
	naive     func(l *link, in []item) []item
}

// A link is a stage of a chain with its arguments: a is 1 to 6, b 0 to 3, n 1 to 4, and w n or more.
type link struct {
	row
	id         int
	a, b, n, w int
	task, own  *gauge // of the task above it, which it is part of if it is an element, and of its own functions
}

func drawLink(r *rand.Rand, from []row, id int) *link {
	l := &link{row: from[r.IntN(len(from))], id: id, a: 1 + r.IntN(6), b: r.IntN(4), n: 1 + r.IntN(4)}
	l.w = l.n + r.IntN(2)*r.IntN(8)
	return l
}

func (l *link) String() string {
	return "." + strings.NewReplacer("$a", strconv.Itoa(l.a), "$b", strconv.Itoa(l.b), "$n", strconv.Itoa(l.n), "$w", strconv.Itoa(l.w)).Replace(l.text)
}

// window is the option of a boundary. One in completion order that is to keep
// the order has no wider window: errors from above would overtake.
func (l *link) window() stream.Option {
	if l.n == 1 && l.unordered {
		return stream.Window(1)
	}
	return stream.Window(l.w)
}

// fails reports whether the task of a link fails for v.
func (l *link) fails(v int) bool { return rest(v, l.a+2) == l.b }

// try is a task that fails for some values.
func (l *link) try(w *world, g *gauge) func(context.Context, int) (int, error) {
	return func(ctx context.Context, v int) (int, error) {
		defer w.enter(ctx, g, l.id, v)()
		if err := w.waits(ctx, l.id, v); err != nil {
			return v, err
		}
		if l.fails(v) {
			return v, mishap(v)
		}
		return v + 1, nil
	}
}

// tried is what comes of it.
func (l *link) tried(v int) []item {
	if l.fails(v) {
		return []item{{Err: mishap(v)}}
	}
	return values(v + 1)
}

// rest is a remainder that is never negative.
func rest(v, by int) int { return (v%by + by) % by }

func values(vs ...int) (out []item) {
	for _, v := range vs {
		out = append(out, item{Value: v})
	}
	return out
}

func ints(n int) []int {
	xs := make([]int, n)
	for i := range xs {
		xs[i] = i
	}
	return xs
}

// each applies f to every value. Errors stay in place.
func each(in []item, f func(v int) []item) (out []item) {
	for _, e := range in {
		if e.Err != nil {
			out = append(out, e)
		} else {
			out = append(out, f(e.Value)...)
		}
	}
	return out
}

func same(_ *link, in []item) []item { return in }

func triedEach(l *link, in []item) []item { return each(in, l.tried) }

// without is in without the elements for which drop holds.
func without(in []item, drop func(e item) bool) []item {
	return slices.DeleteFunc(slices.Clone(in), drop)
}

// list draws items: 1 2 #3.
func list(items []item) string {
	var out strings.Builder
	for i, e := range items {
		if i > 0 {
			out.WriteByte(' ')
		}
		if e.Err != nil {
			fmt.Fprint(&out, e.Err)
		} else {
			fmt.Fprint(&out, e.Value)
		}
	}
	return out.String()
}
