package measure

import (
	"fmt"
	"math"

	"golang.org/x/perf/benchmath"
)

// A Table holds what was measured, one line a contender, in the order given to Run.
type Table struct{ Lines []Line }

// A Line is what was measured of one contender: one value a round.
type Line struct {
	Name   string
	Ns     Sample // nanoseconds per element
	Allocs Sample // heap allocations per element
}

// Line returns the line of a contender, an empty one if there is none.
func (t Table) Line(name string) Line {
	for _, l := range t.Lines {
		if l.Name == name {
			return l
		}
	}
	return Line{Name: name}
}

// Ratios returns the time of a divided by that of b, for each round: how many
// times as long as b a took.
func (t Table) Ratios(a, b string) Sample {
	over, under := t.Line(a).Ns, t.Line(b).Ns
	ratios := make(Sample, min(len(over), len(under)))
	for i := range ratios {
		ratios[i] = over[i] / under[i]
	}
	return ratios
}

// A Sample holds one value a round.
type Sample []float64

// Median returns the median, NaN if there are no values.
func (s Sample) Median() float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	return s.summary().Center
}

// Spread returns how far the median may lie from the true one, with 95 %
// confidence: "± 3 %", or "± ?" if the values are too few to say.
func (s Sample) Spread() string {
	if len(s) < minRounds {
		return "± ?"
	}
	sum := s.summary()
	if sum.Center == 0 {
		return "± 0 %"
	}
	off := max(sum.Hi-sum.Center, sum.Center-sum.Lo)
	return fmt.Sprintf("± %.0f %%", 100*off/math.Abs(sum.Center))
}

// summary assumes no distribution, as benchstat does: times are not normally distributed.
func (s Sample) summary() benchmath.Summary {
	values := append([]float64(nil), s...) // benchmath sorts them, which would part the rounds
	return benchmath.AssumeNothing.Summary(benchmath.NewSample(values, &benchmath.DefaultThresholds), 0.95)
}
