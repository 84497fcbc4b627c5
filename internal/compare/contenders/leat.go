package contenders

import (
	"context"
	"slices"

	"github.com/seed-09178888/leat/stream"
)

const leat = "github.com/seed-09178888/leat"

// must is for runs that cannot fail: no task does, and no context ends.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func collect(s stream.Stream[int]) []int {
	out, err := s.TryCollect(context.Background())
	must(err)
	return out
}

// Leat is what is compared with the others.
var Leat = Contender{
	Name: "leat", Module: leat, About: "Iter, Map, Buffered, TryCollect",
	Map: func(xs []int, n int, task func(int) int) []int {
		return collect(stream.Iter(xs).Map(task).Buffered(n))
	},
}

// LeatUnordered delivers in the order of completion.
var LeatUnordered = Contender{
	Name: "leat unordered", Module: leat, About: "Iter, Map, BufferedUnordered, TryCollect",
	Map: func(xs []int, n int, task func(int) int) []int {
		return collect(stream.Iter(xs).Map(task).BufferedUnordered(n))
	},
}

// LeatTwice has two boundaries.
var LeatTwice = Contender{
	Name: "leat twice", Module: leat, About: "Iter, Map, Buffered, Map, Buffered, TryCollect", Boundaries: 2,
	Map: func(xs []int, n int, task func(int) int) []int {
		return collect(stream.Iter(xs).Map(task).Buffered(n).Map(task).Buffered(n))
	},
}

// LeatForEach hands the results to a function.
var LeatForEach = Contender{
	Name: "leat ForEach", Module: leat, About: "Iter, Map, Buffered, ForEach",
	Map: func(xs []int, n int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		must(stream.Iter(xs).Map(task).Buffered(n).ForEach(context.Background(), func(v int) { out = append(out, v) }))
		return out
	},
}

// LeatAll hands the results to a loop.
var LeatAll = Contender{
	Name: "leat All", Module: leat, About: "Iter, Map, Buffered, a loop over All",
	Map: func(xs []int, n int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		for v, err := range stream.Iter(xs).Map(task).Buffered(n).All(context.Background()) {
			must(err)
			out = append(out, v)
		}
		return out
	},
}

// LeatFromSeq has a source that pushes.
var LeatFromSeq = Contender{
	Name: "leat FromSeq", Module: leat, About: "FromSeq, Map, Buffered, TryCollect",
	Map: func(xs []int, n int, task func(int) int) []int {
		return collect(stream.FromSeq(slices.Values(xs)).Map(task).Buffered(n))
	},
}

// LeatFromChan has a channel as its source.
var LeatFromChan = Contender{
	Name: "leat FromChan", Module: leat, About: "FromChan, Map, Buffered, TryCollect",
	Map: func(xs []int, n int, task func(int) int) []int {
		return collect(stream.FromChan(filled(xs)).Map(task).Buffered(n))
	},
}

// LeatUnfold has a source that is a function from one state to the next.
var LeatUnfold = Contender{
	Name: "leat Unfold", Module: leat, About: "Unfold, Map, Buffered, TryCollect",
	Map: func(xs []int, n int, task func(int) int) []int {
		return collect(stream.Unfold(0, func(i int) (int, int, bool) {
			if i == len(xs) {
				return 0, i, false
			}
			return xs[i], i + 1, true
		}).Map(task).Buffered(n))
	},
}

// LeatChain has no boundary.
var LeatChain = Contender{
	Name: "leat chain", Module: leat, About: "Iter, Map, Filter, Map, TryCollect",
	Map: func(xs []int, _ int, task func(int) int) []int {
		return collect(stream.Iter(xs).Map(task).Filter(Even).Map(task))
	},
}
