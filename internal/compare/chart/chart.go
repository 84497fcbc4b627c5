// Package chart draws line plots as SVG: one picture with a legend beside the
// lines, in colours that the colour-blind can tell apart, on white, so that it
// is read the same on light and dark pages.
package chart

import (
	"bytes"
	"cmp"
	"io"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// A Chart is one picture.
type Chart struct {
	Title string
	X, Y  Axis
	Lines []Line
}

// A Line is drawn through its points, from left to right.
type Line struct {
	Name   string
	Points []Point
	Style  int  // the same number looks the same in every chart
	Plain  bool // without a mark at every point: for many points
}

// A Point is a measurement, in the units that the axes are titled with.
type Point struct{ X, Y float64 }

const (
	width, height = 19 * vg.Centimeter, 10 * vg.Centimeter
	margin        = 4 * vg.Millimeter
)

// WriteSVG draws the picture.
func (c Chart) WriteSVG(w io.Writer) error {
	p := plot.New()
	p.Title.Text, p.Title.Padding = c.Title, 3*vg.Millimeter
	p.Title.TextStyle.Font = sans(12)
	c.X.apply(&p.X, c.values(func(at Point) float64 { return at.X }))
	c.Y.apply(&p.Y, c.values(func(at Point) float64 { return at.Y }))
	p.Add(grid())
	legend := plot.NewLegend()
	legend.TextStyle.Font = sans(10)
	legend.Top, legend.Left, legend.Padding, legend.ThumbnailWidth = true, true, 2*vg.Millimeter, 9*vg.Millimeter
	for _, l := range slices.SortedStableFunc(slices.Values(c.Lines), higher) {
		if err := c.add(p, &legend, l); err != nil {
			return err
		}
	}
	// Adding lines widens the axes to their points, which leaves no room round them.
	c.X.bound(&p.X, c.values(func(at Point) float64 { return at.X }))
	c.Y.bound(&p.Y, c.values(func(at Point) float64 { return at.Y }))

	canvas := vgsvg.New(width, height)
	all := draw.New(canvas)
	all.FillPolygon(white, corners(all.Rectangle))
	all = draw.Crop(all, margin, -margin, margin/4, -margin)
	beside := legend.Rectangle(all).Size().X + margin
	p.Draw(draw.Crop(all, 0, -beside, 0, 0))
	legend.Draw(draw.Crop(all, all.Size().X-beside+margin, 0, 0, -12*vg.Millimeter))
	var svg bytes.Buffer
	if _, err := canvas.WriteTo(&svg); err != nil {
		return err
	}
	_, err := w.Write(bytes.ReplaceAll(svg.Bytes(), []byte("font-family:Liberation Sans;"), []byte(fallbacks)))
	return err
}

// fallbacks are fonts of the same widths, of which every system has one or something like it.
const fallbacks = "font-family:'Liberation Sans',Arial,Helvetica,sans-serif;"

func sans(size vg.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

// higher puts the legend into the order in which the lines end, from the top.
func higher(a, b Line) int {
	last := func(l Line) float64 {
		if len(l.Points) == 0 {
			return 0
		}
		return l.Points[len(l.Points)-1].Y
	}
	return cmp.Compare(last(b), last(a))
}

func (c Chart) add(p *plot.Plot, legend *plot.Legend, l Line) error {
	xys := make(plotter.XYs, len(l.Points))
	for i, at := range l.Points {
		xys[i] = plotter.XY{X: c.X.place(at.X), Y: c.Y.place(at.Y)}
	}
	line, marks, err := plotter.NewLinePoints(xys)
	if err != nil {
		return err
	}
	line.LineStyle, marks.GlyphStyle = styleOf(l.Style)
	if l.Plain {
		p.Add(line)
		legend.Add(l.Name, line)
		return nil
	}
	p.Add(line, marks)
	legend.Add(l.Name, line, marks)
	return nil
}

func (c Chart) values(of func(Point) float64) []float64 {
	var all []float64
	for _, l := range c.Lines {
		for _, at := range l.Points {
			all = append(all, of(at))
		}
	}
	return all
}
