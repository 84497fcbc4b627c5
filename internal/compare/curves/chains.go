package main

import (
	"fmt"
	"slices"

	"github.com/seed-09178888/leat/internal/compare/chart"
	"github.com/seed-09178888/leat/internal/compare/contenders"
	"github.com/seed-09178888/leat/internal/compare/measure"
	"github.com/seed-09178888/leat/stream"
)

func plusOne(x int) int { return x + 1 }

// loopOf applies plusOne to each element several times.
func loopOf(xs []int, times int) []int {
	out := make([]int, 0, len(xs))
	for _, x := range xs {
		for range times {
			x = plusOne(x)
		}
		out = append(out, x)
	}
	return out
}

// chain is a stream with several stages x+1.
func chain(s stream.Stream[int], stages int) stream.Stream[int] {
	for range stages {
		s = s.Map(plusOne)
	}
	return s
}

func overBoundaries(e effort) []figure {
	const n = 10
	xs := ints(e.size(20_000))
	return []figure{series{
		chart: chart.Chart{Title: "Chained ordered boundaries, n = 10, each with a task x+1", X: chart.Axis{Title: "boundaries"}, Y: chart.Axis{Title: nsPerElement}},
		xs:    e.values(1, 2, 3, 5, 10, 20),
		at: func(x float64) ([]measure.Contender, int) {
			cs := []measure.Contender{checked(contenders.Leat.Name, loopOf(xs, int(x)), func() []int {
				s := stream.Iter(xs)
				for range int(x) {
					s = s.Map(plusOne).Buffered(n)
				}
				return collect(s)
			})}
			// More are not nested by hand.
			switch x {
			case 1:
				cs = append(cs, maps(xs, n, plusOne, contenders.ConcStream)...)
			case 2:
				nested := contenders.ConcStreamTwice
				nested.Name = contenders.ConcStream.Name
				want := loopOf(xs, 2)
				cs = append(cs, checked(nested.Name, want, func() []int { return nested.Map(xs, n, plusOne) }))
			}
			return cs, len(xs)
		},
	}.figure(e)}
}

func overStages(e effort) []figure {
	xs := ints(e.size(20_000))
	return []figure{series{
		chart: chart.Chart{Title: "Per-element stages in a chain, each x+1", X: chart.Axis{Title: "stages"}, Y: chart.Axis{Title: nsPerElement}},
		xs:    e.values(1, 2, 5, 10, 20, 30),
		at: func(x float64) ([]measure.Contender, int) {
			want := loopOf(xs, int(x))
			return []measure.Contender{
				checked("leat, no boundary", want, func() []int { return collect(chain(stream.Iter(xs), int(x))) }),
				checked("leat, above Buffered(10)", want, func() []int { return collect(chain(stream.Iter(xs), int(x)).Buffered(10)) }),
				checked("iter.Seq closures by hand", want, func() []int {
					seq := slices.Values(xs)
					for range int(x) {
						above := seq
						seq = func(yield func(int) bool) { above(func(v int) bool { return yield(plusOne(v)) }) }
					}
					return slices.AppendSeq(make([]int, 0, len(xs)), seq)
				}),
			}, len(xs)
		},
	}.figure(e)}
}

func overSizes(e effort) []figure {
	return []figure{series{
		chart: chart.Chart{Title: "Size of an element, a task that copies it and changes a word", X: chart.Axis{Title: "bytes", Scale: chart.Log2}, Y: chart.Axis{Title: nsPerElement, Scale: chart.Log}},
		xs:    e.values(8, 64, 256, 1024),
		at: func(x float64) ([]measure.Contender, int) {
			size := e.size(20_000)
			switch x {
			case 8:
				return ofSize(make([][1]int64, size), func(v [1]int64) [1]int64 { v[0]++; return v }), size
			case 64:
				return ofSize(make([][8]int64, size), func(v [8]int64) [8]int64 { v[0]++; return v }), size
			case 256:
				return ofSize(make([][32]int64, size), func(v [32]int64) [32]int64 { v[0]++; return v }), size
			default:
				return ofSize(make([][128]int64, size), func(v [128]int64) [128]int64 { v[0]++; return v }), size
			}
		},
	}.figure(e)}
}

func ofSize[T comparable](xs []T, task func(T) T) []measure.Contender {
	loop := func() []T {
		out := make([]T, 0, len(xs))
		for _, x := range xs {
			out = append(out, task(x))
		}
		return out
	}
	cs := []measure.Contender{checked(contenders.Loop.Name, loop(), loop)}
	for _, n := range []int{10, 100} {
		cs = append(cs, checked(fmt.Sprintf("leat n = %d", n), loop(), func() []T { return collect(stream.Iter(xs).Map(task).Buffered(n)) }))
	}
	return cs
}
