package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-09178888/leat/internal/compare/chart"
	"github.com/seed-09178888/leat/internal/compare/contenders"
	"github.com/seed-09178888/leat/internal/compare/measure"
)

// A series is a curve of which every point is a measurement of contenders.
type series struct {
	chart chart.Chart // all but the lines
	xs    []float64
	at    func(x float64) (cs []measure.Contender, elements int)
	value func(t measure.Table, name string) float64 // nil: the median of ns per element
}

// style makes a contender look the same in all charts. Others take the first colours, in the order of their lines.
var style = map[string]int{
	contenders.Leat.Name:        0,
	contenders.ConcStream.Name:  1,
	contenders.Channels.Name:    2,
	contenders.LeatForEach.Name: 3,
	contenders.LeatFromSeq.Name: 4,
	contenders.Floor.Name:       chart.Black,
	contenders.Loop.Name:        chart.Grey,
}

func (s series) figure(e effort) figure {
	c := s.chart
	lines, others := make(map[string]int), 0
	for _, x := range s.xs {
		cs, elements := s.at(x)
		t := e.turns(cs, elements)
		for _, contender := range cs {
			name := contender.Name
			i, ok := lines[name]
			if !ok {
				i = len(c.Lines)
				lines[name] = i
				look, known := style[name]
				if !known {
					look = others
					others++
				}
				c.Lines = append(c.Lines, chart.Line{Name: name, Style: look})
			}
			y := t.Line(name).Ns.Median()
			if s.value != nil {
				y = s.value(t, name)
			}
			c.Lines[i].Points = append(c.Lines[i].Points, chart.Point{X: x, Y: y})
		}
	}
	return figure{c, table(c)}
}

// table has a row per x and a column per line; where a contender was not measured, a dash.
func table(c chart.Chart) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, in %s:\n\n| %s |", c.Title, c.Y.Title, c.X.Title)
	var xs []float64
	for _, l := range c.Lines {
		fmt.Fprintf(&b, " %s |", l.Name)
		for _, at := range l.Points {
			xs = append(xs, at.X)
		}
	}
	b.WriteString("\n|" + strings.Repeat(" ---: |", len(c.Lines)+1) + "\n")
	slices.Sort(xs)
	for _, x := range slices.Compact(xs) {
		fmt.Fprintf(&b, "| %s |", chart.Number(x))
		for _, l := range c.Lines {
			y := math.NaN()
			if i := slices.IndexFunc(l.Points, func(at chart.Point) bool { return at.X == x }); i >= 0 {
				y = l.Points[i].Y
			}
			if math.IsNaN(y) {
				b.WriteString(" - |")
			} else {
				fmt.Fprintf(&b, " %s |", chart.Number(y))
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// maps are contenders that map xs with task, n at a time; what each returns is compared with the loop's first.
func maps(xs []int, n int, task func(int) int, cs ...contenders.Contender) []measure.Contender {
	want := contenders.Loop.Map(xs, n, task)
	var all []measure.Contender
	for _, c := range cs {
		all = append(all, checked(c.Name, want, func() []int { return c.Map(xs, n, task) }))
	}
	return all
}

// checked panics if run does not return what is wanted, which is a mistake in this program or in a library.
func checked[T comparable](name string, want []T, run func() []T) measure.Contender {
	if !slices.Equal(run(), want) {
		panic(name + ": not what the loop gives")
	}
	return measure.Contender{Name: name, Run: func() { run() }}
}
