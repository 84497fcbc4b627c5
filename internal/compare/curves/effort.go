package main

import (
	"time"

	"github.com/seed-09178888/leat/internal/compare/measure"
)

// effort says how much is measured.
type effort struct{ quick bool }

// budget is what a point of a curve takes, unless six rounds take longer.
const budget = 2500 * time.Millisecond

// turns measures contenders beside each other.
func (e effort) turns(contenders []measure.Contender, elements int) measure.Table {
	if e.quick {
		return measure.Rounds(1, contenders, elements)
	}
	return measure.Run(budget, contenders, elements)
}

// size is how many elements are handled.
func (e effort) size(n int) int {
	if e.quick {
		return min(n, 50)
	}
	return n
}

// values are all places where a curve is measured, or the first, one between and the last.
func (e effort) values(all ...float64) []float64 {
	if e.quick && len(all) > 3 {
		return []float64{all[0], all[len(all)/2], all[len(all)-1]}
	}
	return all
}

func ints(n int) []int {
	xs := make([]int, n)
	for i := range xs {
		xs[i] = i
	}
	return xs
}
