// Package marble draws what has happened in a stream over time as an SVG.
//
// The diagrams of docs/stages.md are drawn by its tests: a test plays a script
// into a stage in a synctest bubble, and draws what went in, what ran and what came
// out, so that a picture shows what the stage does and not what somebody thinks
// it does. The script is written as for package stagetest, and what is drawn
// as the code of the picture is the code that was run.
//
//	go generate ./internal/marble    draws them anew
package marble

//go:generate go test -run=^TestStagesPage$ -count=1 . -update

import (
	"fmt"
	"slices"
)

// A Diagram is what has happened: what went in, and below the code what that made of it.
type Diagram struct {
	Title string // for those who cannot see it
	Code  string // that was run
	In    []Row
	Out   []Row
}

// A Row is the life of one stream, or what ran meanwhile.
type Row struct {
	Label string
	Marks []Mark
	Bars  []Bar
	Open  bool // of marks: it goes on beyond the picture; else its line ends at the last one
}

// A Kind is what kind of thing a [Mark] is.
type Kind int

// The kinds of marks.
const (
	Value Kind = iota
	Error
	End
)

// A Mark is something that happened at one moment.
type Mark struct {
	Tick  int
	Kind  Kind
	Text  string // of a Value; of an Error its name, if it has one
	Faint bool   // it would have happened, but nobody asked for it
}

// A Bar is something that took its time.
type Bar struct {
	From, To int
	Text     string
	How      Outcome
}

// An Outcome is how a [Bar] ends.
type Outcome int

// The outcomes of bars.
const (
	Done Outcome = iota
	Failed
	Cancelled // its context had ended first
)

// Ticks is how many ticks fit into a picture.
const Ticks = 26

// Check says what of the diagram could not be read: what lies outside of the
// picture, or over something else. Marks of the same tick stand one above the
// other, so they are never in each other's way.
func (d Diagram) Check() error {
	if w := textWidth(d.Code); w > width-2*margin {
		return fmt.Errorf("%s: the code is %d wide, and the picture %d", d.Title, w, width)
	}
	for _, row := range slices.Concat(d.In, d.Out) {
		last, right := -1, 0
		for _, m := range row.Marks {
			if m.Tick > Ticks {
				return fmt.Errorf("%s: %s: tick %d is the last that fits, but %s came at %d", d.Title, row.Label, Ticks, m.Text, m.Tick)
			}
			left, end := m.span()
			if left < margin/2+textWidth(row.Label) || end > width {
				return fmt.Errorf("%s: %s: %s at tick %d is too long for the picture", d.Title, row.Label, m.Text, m.Tick)
			}
			if m.Tick != last && left < right {
				return fmt.Errorf("%s: %s: %s at tick %d lies over what is before it", d.Title, row.Label, m.Text, m.Tick)
			}
			last, right = m.Tick, max(right, end)
		}
		for _, b := range row.Bars {
			if b.To > Ticks {
				return fmt.Errorf("%s: %s: tick %d is the last that fits, but %s ran until %d", d.Title, row.Label, Ticks, b.Text, b.To)
			}
		}
	}
	return nil
}
