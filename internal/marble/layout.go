package marble

import "unicode/utf8"

// All in pixels. The picture is as wide whatever it shows, and as high as its rows.
const (
	width     = 660
	margin    = 12
	labels    = 64 // the column of the labels
	tickWidth = 22
	radius    = 10 // of a marble of one character
	charWidth = 7  // of the font, which is monospaced
	rowHeight = 32
	barHeight = 18
	barStep   = 22 // from one bar to the one below it
	codeSpace = 36
	stackStep = 22 // from one mark to another of the same tick
)

func textWidth(s string) int { return charWidth * utf8.RuneCountInString(s) }

// x is where a tick lies.
func x(tick int) int { return labels + radius + tick*tickWidth }

// half is half the width of a mark.
func (m Mark) half() int {
	if m.Text == "" {
		return radius - 3
	}
	return max(radius, (textWidth(m.Text)+10)/2)
}

// span is what a mark covers. A long one is moved to the left where it would leave the picture.
func (m Mark) span() (left, right int) {
	center := min(x(m.Tick), width-margin/2-m.half())
	return center - m.half(), center + m.half()
}

// last is the tick of the last mark.
func (r Row) last() int {
	if len(r.Marks) == 0 {
		return 0
	}
	return r.Marks[len(r.Marks)-1].Tick
}

// depth is how many marks of the row stand one above the other at most. An end
// stands behind what came with it, not below.
func (r Row) depth() int {
	deepest, at := 1, map[int]int{}
	for _, m := range r.Marks {
		if m.Kind != End {
			at[m.Tick]++
			deepest = max(deepest, at[m.Tick])
		}
	}
	return deepest
}

// lanes puts bars that overlap one below the other: the lane of each, and how many there are.
func (r Row) lanes() (of []int, n int) {
	var free []int // when each lane is free again
	for _, b := range r.Bars {
		lane := 0
		for lane < len(free) && free[lane] > b.From {
			lane++
		}
		if lane == len(free) {
			free = append(free, 0)
		}
		free[lane] = max(b.To, b.From+1)
		of = append(of, lane)
	}
	return of, len(free)
}

func (r Row) height() int {
	if _, n := r.lanes(); n > 0 {
		return n*barStep + 4
	}
	return rowHeight + (r.depth()-1)*stackStep
}

func (d Diagram) height() int {
	h := margin + codeSpace
	for _, row := range d.In {
		h += row.height()
	}
	for _, row := range d.Out {
		h += row.height()
	}
	return h
}
