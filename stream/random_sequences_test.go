package stream_test

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stream"
)

// rSequences are the stages of random chains for which the order matters.
var rSequences = []rStage{
	{"Take", false, false, func(s stream.Stream[int], a, b int) stream.Stream[int] { return s.Take(a * b) },
		func(in []rElement, a, b int) []rElement { return in[:min(len(in), a*b)] }},
	{"Skip", false, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] { return s.Skip(a - 1) },
		func(in []rElement, a, _ int) []rElement { return in[min(len(in), a-1):] }},
	{"TakeWhile", false, false, func(s stream.Stream[int], a, b int) stream.Stream[int] { return s.TakeWhile(below(a * b * 3)) },
		func(in []rElement, a, b int) []rElement { return rWhile(in, below(a*b*3)) }},
	{"TryTakeWhile", false, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.TryTakeWhile(func(ctx context.Context, v int) (bool, error) {
			_, err := rTry(a+1, b)(ctx, v)
			return v < 20, err
		})
	}, func(in []rElement, a, b int) []rElement {
		kept := rWhile(in, func(v int) bool { return v < 20 || rTried(a+1, b)(v)[0].Err != nil })
		return rValues(kept, func(v int) []rElement { return rFailOr(v, rTried(a+1, b)) })
	}},
	{"SkipWhile", false, false, func(s stream.Stream[int], a, b int) stream.Stream[int] { return s.SkipWhile(below(a * b)) },
		func(in []rElement, a, b int) []rElement {
			skipped := 0
			return slices.DeleteFunc(slices.Clone(in), func(e rElement) bool {
				skip := skipped >= 0 && e.Err == nil && e.Value < a*b
				if e.Err == nil && !skip {
					skipped = -1
				}
				return skip
			})
		}},
	{"StepBy", false, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] { return s.StepBy(a) },
		func(in []rElement, a, _ int) (out []rElement) {
			for i := 0; i < len(in); i += a {
				out = append(out, in[i])
			}
			return out
		}},
	{"MapWhile", false, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.MapWhile(func(v int) (int, bool) { return v + 1, v < 5*a*b })
	}, func(in []rElement, a, b int) []rElement {
		return rValues(rWhile(in, below(5*a*b)), func(v int) []rElement { return rOf(v + 1) })
	}},
	{"Scan", false, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] { return s.Scan(a, rSum) },
		func(in []rElement, a, _ int) []rElement {
			return rValues(in, func(v int) []rElement { a, _ = rSum(a, v); return rOf(a) })
		}},
	{"TryScan", false, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.TryScan(0, func(ctx context.Context, sum, v int) (int, int, error) {
			_, err := rTry(a+1, b)(ctx, v)
			next, _ := rSum(sum, v)
			return next, next, err
		})
	}, func(in []rElement, a, b int) []rElement {
		sum := 0
		return rValues(in, func(v int) []rElement {
			out := rFailOr(v, rTried(a+1, b))
			if out[0].Err == nil {
				sum, _ = rSum(sum, v)
				out[0].Value = sum
			}
			return out
		})
	}},
	{"Enumerate", false, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] {
		return s.Enumerate().Map(func(x stream.Indexed[int]) int { return a*x.Index + x.Value })
	}, func(in []rElement, a, _ int) []rElement {
		out := slices.Clone(in)
		for i := range out {
			if out[i].Err == nil {
				out[i].Value += a * i
			}
		}
		return out
	}},
	{"Chunks", false, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] { return s.Chunks(a).Map(rChunk) },
		func(in []rElement, a, _ int) []rElement {
			return rChunks(in, func(run []int, _ int) bool { return len(run) < a })
		}},
	{"ChunkBy", false, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] {
		return s.ChunkBy(func(v int) int { return v / (3 * a) }).Map(rChunk)
	}, func(in []rElement, a, _ int) []rElement {
		return rChunks(in, func(run []int, v int) bool { return run[0]/(3*a) == v/(3*a) })
	}},
	{"Chain", false, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.Chain(stream.Iter(ints(a)).TryMap(rTry(4, b)))
	}, func(in []rElement, a, b int) []rElement {
		return slices.Concat(in, rValues(rOf(ints(a)...), rTried(4, b)))
	}},
	{"Cycle, Take", false, false, func(s stream.Stream[int], a, b int) stream.Stream[int] { return s.Cycle().Take(5 * a * b) },
		func(in []rElement, a, b int) (out []rElement) {
			for len(in) > 0 && len(out) < 5*a*b {
				out = append(out, in...)
			}
			return out[:min(len(out), 5*a*b)]
		}},
	{"Zip", false, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.Zip(stream.Iter(ints(9)).TryMap(rTry(a+1, b)).Buffered(b)).Map(func(p stream.Pair[int, int]) int { return p.First + 10*p.Second }).MapErr(rootOf)
	}, func(in []rElement, a, b int) (out []rElement) {
		right := rValues(rOf(ints(9)...), rTried(a+1, b))
		for i := range min(len(in), len(right)) {
			e := rElement{Value: in[i].Value + 10*right[i].Value, Err: cmp.Or(in[i].Err, right[i].Err)}
			if e.Err != nil {
				e.Value = 0
			}
			out = append(out, e)
		}
		return out
	}},
	{"Transform", false, false, func(s stream.Stream[int], _, _ int) stream.Stream[int] { return s.Transform(rDedup) }, rDeduped},
	{"Dedup", false, false, func(s stream.Stream[int], _, _ int) stream.Stream[int] { return s.Through(stage.Dedup) }, rDeduped},
	{"Distinct", false, false, func(s stream.Stream[int], _, _ int) stream.Stream[int] { return s.Through(stage.Distinct) },
		func(in []rElement, _, _ int) []rElement {
			seen := map[int]bool{}
			return slices.DeleteFunc(slices.Clone(in), func(e rElement) bool {
				again := e.Err == nil && seen[e.Value]
				seen[e.Value] = seen[e.Value] || e.Err == nil
				return again
			})
		}},
}

// rFailOr is the failure of a value, or the value as it was.
func rFailOr(v int, tried func(int) []rElement) []rElement {
	if out := tried(v); out[0].Err != nil {
		return out
	}
	return rOf(v)
}

func rDeduped(in []rElement, _, _ int) []rElement {
	last := -1
	return slices.DeleteFunc(slices.Clone(in), func(e rElement) bool {
		again := e.Err == nil && e.Value == last
		if e.Err == nil {
			last = e.Value
		}
		return again
	})
}

// rootOf is the rError that a task panicked with, or the left one of a pair that has two.
func rootOf(err error) error {
	if root, ok := errors.AsType[rError](err); ok {
		return root
	}
	return err
}

func rSum(sum, v int) (int, int) { sum = rest(sum+v, 997); return sum, sum }
