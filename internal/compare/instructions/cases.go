package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/seed-09178888/leat/stream"
)

func plusOne(x int) int { return x + 1 }
func even(x int) bool   { return x%2 == 0 }

// A chain computes the sum of its results for xs.
type chain struct {
	name string
	run  func(xs []int) (sum int, err error)
}

// cases is the hot path. The first is what they do by themselves.
var cases = []chain{
	{"loop, x+1, append", func(xs []int) (int, error) {
		out := make([]int, 0, len(xs))
		for _, x := range xs {
			out = append(out, plusOne(x))
		}
		return sum(out), nil
	}},
	{"Map, Filter, Map, TryCollect", func(xs []int) (int, error) {
		return collected(stream.Iter(xs).Map(plusOne).Filter(even).Map(plusOne))
	}},
	{"Map, Buffered(10), TryCollect", func(xs []int) (int, error) {
		return collected(stream.Iter(xs).Map(plusOne).Buffered(10))
	}},
	{"Map, Buffered(10), ForEach", func(xs []int) (int, error) {
		total := 0
		err := stream.Iter(xs).Map(plusOne).Buffered(10).ForEach(context.Background(), func(v int) { total += v })
		return total, err
	}},
	{"FromSeq, Map, Buffered(10), TryCollect", func(xs []int) (int, error) {
		return collected(stream.FromSeq(slices.Values(xs)).Map(plusOne).Buffered(10))
	}},
}

func collected(s stream.Stream[int]) (int, error) {
	out, err := s.TryCollect(context.Background())
	return sum(out), err
}

func sum(xs []int) (total int) {
	for _, x := range xs {
		total += x
	}
	return total
}

func runCase(name string, size int) error {
	i := slices.IndexFunc(cases, func(c chain) bool { return c.name == name })
	if i < 0 {
		return fmt.Errorf("no case %q", name)
	}
	xs := make([]int, size)
	for i := range xs {
		xs[i] = i
	}
	total, err := cases[i].run(xs)
	if err == nil {
		fmt.Println(total) // so that nothing is left out
	}
	return err
}
