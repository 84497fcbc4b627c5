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
var Leat = Contender{"leat", leat, "Iter, Map, Buffered, TryCollect", func(xs []int, n int, task func(int) int) []int {
	return collect(stream.Iter(xs).Map(task).Buffered(n))
}}

// LeatUnordered delivers in the order of completion.
var LeatUnordered = Contender{"leat unordered", leat, "Iter, Map, BufferedUnordered, TryCollect", func(xs []int, n int, task func(int) int) []int {
	return collect(stream.Iter(xs).Map(task).BufferedUnordered(n))
}}

// LeatTwice has two boundaries.
var LeatTwice = Contender{"leat twice", leat, "Iter, Map, Buffered, Map, Buffered, TryCollect", func(xs []int, n int, task func(int) int) []int {
	return collect(stream.Iter(xs).Map(task).Buffered(n).Map(task).Buffered(n))
}}

// LeatForEach hands the results to a function.
var LeatForEach = Contender{"leat ForEach", leat, "Iter, Map, Buffered, ForEach", func(xs []int, n int, task func(int) int) []int {
	out := make([]int, 0, len(xs))
	must(stream.Iter(xs).Map(task).Buffered(n).ForEach(context.Background(), func(v int) { out = append(out, v) }))
	return out
}}

// LeatAll hands the results to a loop.
var LeatAll = Contender{"leat All", leat, "Iter, Map, Buffered, a loop over All", func(xs []int, n int, task func(int) int) []int {
	out := make([]int, 0, len(xs))
	for v, err := range stream.Iter(xs).Map(task).Buffered(n).All(context.Background()) {
		must(err)
		out = append(out, v)
	}
	return out
}}

// LeatFromSeq has a source that pushes.
var LeatFromSeq = Contender{"leat FromSeq", leat, "FromSeq, Map, Buffered, TryCollect", func(xs []int, n int, task func(int) int) []int {
	return collect(stream.FromSeq(slices.Values(xs)).Map(task).Buffered(n))
}}

// LeatFromChan has a channel as its source.
var LeatFromChan = Contender{"leat FromChan", leat, "FromChan, Map, Buffered, TryCollect", func(xs []int, n int, task func(int) int) []int {
	return collect(stream.FromChan(filled(xs)).Map(task).Buffered(n))
}}

// LeatUnfold has a source that is a function from one state to the next.
var LeatUnfold = Contender{"leat Unfold", leat, "Unfold, Map, Buffered, TryCollect", func(xs []int, n int, task func(int) int) []int {
	return collect(stream.Unfold(0, func(i int) (int, int, bool) {
		if i == len(xs) {
			return 0, i, false
		}
		return xs[i], i + 1, true
	}).Map(task).Buffered(n))
}}

// LeatChain has no boundary.
var LeatChain = Contender{"leat chain", leat, "Iter, Map, Filter, Map, TryCollect", func(xs []int, _ int, task func(int) int) []int {
	return collect(stream.Iter(xs).Map(task).Filter(Even).Map(task))
}}
