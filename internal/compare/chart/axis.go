package chart

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// A Scale says how far apart values lie.
type Scale int

const (
	Linear Scale = iota // from 0
	Log                 // of values above 0
	Log2                // the same, with a tick at every power of two
)

// An Axis has a title with the unit in it.
type Axis struct {
	Title string
	Scale Scale
	// Even are all values that occur, in order, if they are to lie at even
	// distances: a scale that is nearly logarithmic and has a 0.
	Even []float64
}

func (a Axis) place(v float64) float64 {
	if a.Even != nil {
		return float64(slices.Index(a.Even, v))
	}
	return v
}

func (a Axis) apply(to *plot.Axis, values []float64) {
	to.Label.Text, to.Label.Padding, to.Padding = a.Title, 1.5*vg.Millimeter, 0
	to.Label.TextStyle.Font, to.Tick.Label.Font = sans(10), sans(9)
	switch {
	case a.Even != nil:
		to.Tick.Marker = a.even()
	case a.Scale == Linear:
		to.Tick.Marker = plot.TickerFunc(linear)
	default:
		to.Scale = plot.LogScale{}
		to.Tick.Marker = plot.TickerFunc(decades)
		if a.Scale == Log2 {
			to.Tick.Marker = plot.TickerFunc(doubles)
		}
	}
}

// bound gives the axis the range of the values, and what it takes for ticks at its ends.
func (a Axis) bound(to *plot.Axis, values []float64) {
	if len(values) == 0 {
		to.Min, to.Max = 1, 10
		return
	}
	lo, hi := slices.Min(values), slices.Max(values)
	switch {
	case a.Even != nil:
		to.Min, to.Max = 0, float64(max(1, len(a.Even)-1))
	case a.Scale == Linear:
		to.Min, to.Max = 0, max(hi, math.SmallestNonzeroFloat32)
		to.Max *= 1.04
	case lo == hi:
		to.Min, to.Max = lo/2, hi*2
	default:
		room := math.Pow(hi/lo, 0.03)
		to.Min, to.Max = lo/room, hi*room
	}
}

func (a Axis) even() plot.ConstantTicks {
	var ticks plot.ConstantTicks
	for i, v := range a.Even {
		ticks = append(ticks, plot.Tick{Value: float64(i), Label: Number(v)})
	}
	return ticks
}

// linear puts a tick at every 1, 2 or 5 of the power of ten that makes four to ten of them.
func linear(lo, hi float64) []plot.Tick {
	step := math.Pow(10, math.Floor(math.Log10(hi-lo)))
	for _, part := range []float64{0.5, 0.4, 0.5} { // 1, 0.5, 0.2, 0.1
		if (hi-lo)/step >= 4 {
			break
		}
		step *= part
	}
	var ticks []plot.Tick
	for i := math.Ceil(lo / step); i*step <= hi; i++ {
		ticks = append(ticks, plot.Tick{Value: i * step, Label: Number(i * step)})
	}
	return ticks
}

// decades labels powers of ten, and 2 and 5 of them too if there are few.
func decades(lo, hi float64) []plot.Tick {
	var ticks []plot.Tick
	few := math.Log10(hi/lo) < 3
	for power := math.Pow(10, math.Floor(math.Log10(lo))); power <= hi; power *= 10 {
		for i := 1.0; i < 10; i++ {
			t := plot.Tick{Value: i * power}
			if i == 1 || few && (i == 2 || i == 5) {
				t.Label = Number(t.Value)
			}
			if t.Value >= lo && t.Value <= hi {
				ticks = append(ticks, t)
			}
		}
	}
	return ticks
}

func doubles(lo, hi float64) []plot.Tick {
	var ticks []plot.Tick
	for v := math.Exp2(math.Ceil(math.Log2(lo))); v <= hi; v *= 2 {
		ticks = append(ticks, plot.Tick{Value: v, Label: Number(v)})
	}
	return ticks
}

// Number formats v with three digits that count, and thousands set apart: 0.02, 1.5, 250, 10,000.
func Number(v float64) string {
	switch {
	case math.Abs(v) >= 100:
		digits := strconv.FormatFloat(v, 'f', 0, 64)
		for at := len(digits) - 3; at > 0 && digits[at-1] != '-'; at -= 3 {
			digits = digits[:at] + "," + digits[at:]
		}
		return digits
	case v == 0:
		return "0"
	}
	s := strconv.FormatFloat(v, 'f', max(0, 2-int(math.Floor(math.Log10(math.Abs(v))))), 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}
