package stream_test

import (
	"context"
	"slices"
	"time"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stream"
)

// rStages are drawn from for random chains. a is 1 to 6, b 1 to 4.
var rStages = slices.Concat(rPointwise, rSequences, rBoundaries, rSteady) // the corpus of FuzzChain counts on the order

var rPointwise = []rStage{
	{"Map", true, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] {
		return s.Map(func(v int) int { return v + a })
	},
		func(in []rElement, a, _ int) []rElement {
			return rValues(in, func(v int) []rElement { return rOf(v + a) })
		}},
	{"TryMap", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] { return s.TryMap(rTry(a+1, b)) },
		func(in []rElement, a, b int) []rElement { return rValues(in, rTried(a+1, b)) }},
	{"Filter", true, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] { return s.Filter(rFilter(a + 1)) },
		func(in []rElement, a, _ int) []rElement {
			return slices.DeleteFunc(slices.Clone(in), func(e rElement) bool { return e.Err == nil && !rFilter(a+1)(e.Value) })
		}},
	{"TryFilterMap", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.TryFilterMap(func(ctx context.Context, v int) (int, bool, error) {
			u, err := rTry(a+2, b)(ctx, v)
			return u, rFilter(a + 1)(v), err
		})
	}, func(in []rElement, a, b int) []rElement {
		return rValues(in, func(v int) []rElement {
			if out := rTried(a+2, b)(v); out[0].Err != nil || rFilter(a+1)(v) {
				return out
			}
			return nil
		})
	}},
	{"MapErr", true, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] {
		return s.MapErr(func(err error) error { return err.(rError) + rError(a) }) //nolint:errorlint // all are rErrors
	}, func(in []rElement, a, _ int) []rElement {
		out := slices.Clone(in)
		for i, e := range out {
			if err, ok := e.Err.(rError); ok { //nolint:errorlint // all are rErrors
				out[i].Err = err + rError(a)
			}
		}
		return out
	}},
	{"OrElse", true, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] {
		return s.OrElse(func(_ context.Context, err error) (int, error) {
			if v := int(err.(rError)); v%2 == 0 { //nolint:errorlint // all are rErrors
				return v + a, nil
			}
			return 0, err
		})
	}, func(in []rElement, a, _ int) []rElement {
		out := slices.Clone(in)
		for i, e := range out {
			if err, ok := e.Err.(rError); ok && err%2 == 0 { //nolint:errorlint // all are rErrors
				out[i] = rElement{Value: int(err) + a}
			}
		}
		return out
	}},
	{"DropErrors", true, false, func(s stream.Stream[int], _, _ int) stream.Stream[int] { return s.DropErrors(nil) },
		func(in []rElement, _, _ int) []rElement {
			return slices.DeleteFunc(slices.Clone(in), func(e rElement) bool { return e.Err != nil })
		}},
	{"CatchPanic", true, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] {
		return s.Map(func(v int) int {
			if rest(v, a+3) == 0 {
				panic(rError(v))
			}
			return v
		}).CatchPanic().MapErr(rootOf)
	}, func(in []rElement, a, _ int) []rElement {
		return rValues(in, func(v int) []rElement {
			if rest(v, a+3) == 0 {
				return []rElement{{Err: rError(v)}}
			}
			return rOf(v)
		})
	}},
	{"FlatMap", true, false, func(s stream.Stream[int], _, _ int) stream.Stream[int] { return s.FlatMap(rInner) },
		func(in []rElement, _, _ int) []rElement { return rValues(in, rList) }},
	{"Results, FromResults", true, false, func(s stream.Stream[int], _, _ int) stream.Stream[int] { return s.Results().Through(stage.FromResults) }, rSame},
	{"Throttle", true, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] {
		return s.Throttle(time.Duration(a) * time.Millisecond)
	}, rSame},
	{"IdleTimeout", true, false, func(s stream.Stream[int], _, _ int) stream.Stream[int] { return s.IdleTimeout(time.Hour) }, rSame},
	{"TakeUntil", true, false, func(s stream.Stream[int], _, _ int) stream.Stream[int] { return s.TakeUntil(make(chan struct{})) }, rSame},
	{"ReadyChunks", true, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] { return s.ReadyChunks(a).FlatMap(stream.Iter) }, rSame},
	{"ChunksTimeout", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.ChunksTimeout(a, time.Duration(b)*time.Millisecond).FlatMap(stream.Iter)
	}, rSame},
}

var rBoundaries = []rStage{
	{"Buffered", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] { return s.Buffered(b, stream.Window(a+b)) }, rSame},
	{"TryMap, Buffered", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] { return s.TryMap(rTry(a+2, b)).Buffered(b) },
		func(in []rElement, a, b int) []rElement { return rValues(in, rTried(a+2, b)) }},
	{"BufferedUnordered", true, true, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.BufferedUnordered(b, rWindow(a, b))
	}, rSame},
	{"BufferedByKey", true, true, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.BufferedByKey(b, func(v int) int { return rest(v, 3) }, rTry(a+2, b), rWindow(a, b))
	}, func(in []rElement, a, b int) []rElement { return rValues(in, rTried(a+2, b)) }},
	{"FlatMapUnordered", true, true, func(s stream.Stream[int], _, b int) stream.Stream[int] { return s.FlatMapUnordered(b, rInner) },
		func(in []rElement, _, _ int) []rElement { return rValues(in, rList) }},
	{"Merge", true, true, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return stream.Merge(append([]stream.Stream[int]{s}, slices.Repeat([]stream.Stream[int]{stream.Of(a).TryMap(rTry(7, b))}, b-1)...)...)
	}, func(in []rElement, a, b int) []rElement {
		return slices.Concat(in, rValues(rOf(slices.Repeat([]int{a}, b-1)...), rTried(7, b)))
	}},
	{"Expand", true, true, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.Expand(b, func(ctx context.Context, v int) (int, []int, error) {
			u, err := rTry(a+2, b)(ctx, v)
			if b == 1 {
				return u, nil, err // breadth first is another order
			}
			return u, ints(rest(v, 3)), err
		})
	}, func(in []rElement, a, b int) []rElement {
		var expand func(v int) []rElement
		expand = func(v int) []rElement {
			out := rTried(a+2, b)(v)
			if b > 1 && out[0].Err == nil {
				for _, more := range ints(rest(v, 3)) {
					out = append(out, expand(more)...)
				}
			}
			return out
		}
		return rValues(in, expand)
	}},
}

// rWindow is one that keeps the order for b = 1: in a wider one errors from above overtake.
func rWindow(a, b int) stream.Option {
	if b == 1 {
		return stream.Window(1)
	}
	return stream.Window(a + b - 1)
}
