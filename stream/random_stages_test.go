package stream_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// An rElement is an element as a naive interpreter of chains sees it.
type rElement = stream.Result[int]

// An rError is a failure that can be told from others.
type rError int

func (e rError) Error() string { return fmt.Sprintf("#%d", int(e)) }

// rTry fails for values that leave b when divided by a.
func rTry(a, b int) func(context.Context, int) (int, error) {
	return func(ctx context.Context, v int) (int, error) {
		if err := gWait(ctx, time.Duration(v%5)*time.Millisecond); err != nil {
			return v, err
		}
		if rest(v, a) == b%a {
			return v, rError(v)
		}
		return v + 1, nil
	}
}

// rest is a remainder that is never negative.
func rest(v, by int) int { return (v%by + by) % by }

// An rStage is a stage beside what it means: a function over the list of all elements.
type rStage struct {
	name      string
	pointwise bool // what comes of an element depends on no other: the order does not matter
	unordered bool // the elements come in any order, if b > 1
	leat      func(s stream.Stream[int], a, b int) stream.Stream[int]
	naive     func(in []rElement, a, b int) []rElement
}

// rValues applies f to every value. Errors stay in place.
func rValues(in []rElement, f func(v int) []rElement) (out []rElement) {
	for _, e := range in {
		if e.Err != nil {
			out = append(out, e)
		} else {
			out = append(out, f(e.Value)...)
		}
	}
	return out
}

func rTried(a, b int) func(v int) []rElement {
	return func(v int) []rElement {
		if rest(v, a) == b%a {
			return []rElement{{Err: rError(v)}}
		}
		return []rElement{{Value: v + 1}}
	}
}

func rSame(in []rElement, _, _ int) []rElement { return in }

func rFilter(a int) func(int) bool { return func(v int) bool { return rest(v, a) != 0 } }

// rInner is the stream that flattening stages make of a value; rList is it as a list.
func rInner(v int) stream.Stream[int] {
	return stream.Iter(ints(rest(v, 4))).TryMap(rTry(3, rest(v, 3)))
}

func rList(v int) []rElement {
	return rValues(rOf(ints(rest(v, 4))...), rTried(3, rest(v, 3)))
}

func rOf(vs ...int) (out []rElement) {
	for _, v := range vs {
		out = append(out, rElement{Value: v})
	}
	return out
}

// rWhile is the elements before the first value for which p is false.
func rWhile(in []rElement, p func(int) bool) []rElement {
	i := slices.IndexFunc(in, func(e rElement) bool { return e.Err == nil && !p(e.Value) })
	if i < 0 {
		i = len(in)
	}
	return in[:i]
}

// rChunks is the values in runs that more says are one, by their lengths. An error ends a run.
func rChunks(in []rElement, more func(run []int, v int) bool) (out []rElement) {
	var run []int
	flush := func() {
		if len(run) > 0 {
			out = append(out, rElement{Value: 100*len(run) + run[0]})
		}
		run = nil
	}
	for _, e := range in {
		if e.Err != nil || len(run) > 0 && !more(run, e.Value) {
			flush()
		}
		if e.Err != nil {
			out = append(out, e)
		} else {
			run = append(run, e.Value)
		}
	}
	flush()
	return out
}

func rChunk(c []int) int { return 100*len(c) + c[0] }

func rDedup(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
	last := -1
	for v, err := range in {
		if err == nil && v == last {
			continue
		}
		if err == nil {
			last = v
		}
		if !yield(v, err) {
			return
		}
	}
}
