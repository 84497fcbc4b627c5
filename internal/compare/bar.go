package main

import (
	"fmt"

	"github.com/seed-09178888/leat/internal/compare/contenders"
	"github.com/seed-09178888/leat/internal/compare/measure"
)

// A figure is what a row measures of each contender, in one unit.
type figure struct {
	unit   string
	allocs bool // the allocations are worth a column
	measure.Table
}

// A bar is what leat has to reach in a row, and what it aims at. Zero is neither.
type bar struct {
	figure      int // of the row
	over, under string
	atMost      bool
	bar, target float64
}

// faster asks that c take at most the time of than divided by the limits.
func faster(c, than contenders.Contender, limit, target float64) bar {
	return bar{over: than.Name, under: c.Name, bar: limit, target: target}
}

// within asks that c take at most the time of other multiplied by the limits.
func within(c, other contenders.Contender, limit, target float64) bar {
	return bar{over: c.Name, under: other.Name, atMost: true, bar: limit, target: target}
}

// most asks that the figure of c itself be at most the limits.
func most(figure int, c contenders.Contender, limit, target float64) bar {
	return bar{figure: figure, over: c.Name, atMost: true, bar: limit, target: target}
}

// equal is the limit of within for "takes the same time": what cannot be told from 1.
const equal = 1.02

// values returns what is held against the limits, one value a round.
func (b bar) values(figures []figure) measure.Sample {
	f := figures[b.figure]
	if b.under == "" {
		return f.Line(b.over).Ns
	}
	return f.Ratios(b.over, b.under)
}

// what names the values.
func (b bar) what(figures []figure) string {
	if b.under == "" {
		return b.over + ", " + figures[b.figure].unit
	}
	return b.over + " ÷ " + b.under
}

// verdict says whether v reaches a limit.
func (b bar) verdict(v, limit float64) string {
	sign, reached := "≥", v >= limit
	if b.atMost {
		sign, reached = "≤", v <= limit
	}
	switch {
	case limit == 0:
		return ""
	case reached:
		return fmt.Sprintf("%s %s reached", sign, number(limit))
	default:
		return fmt.Sprintf("%s %s **not reached**", sign, number(limit))
	}
}

// number prints three digits, or all of them before the point.
func number(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	default:
		return fmt.Sprintf("%.2f", v)
	}
}
