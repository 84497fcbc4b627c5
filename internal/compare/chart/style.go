package chart

import (
	"image/color"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

var (
	white = color.White
	faint = color.Gray{Y: 0xe0}
	// colours are those of Okabe and Ito without yellow, which is not seen on
	// white: https://jfly.uni-koeln.de/color.
	colours = []color.Color{
		color.RGBA{0x00, 0x72, 0xb2, 0xff}, // blue
		color.RGBA{0xd5, 0x5e, 0x00, 0xff}, // vermilion
		color.RGBA{0x00, 0x9e, 0x73, 0xff}, // bluish green
		color.RGBA{0xcc, 0x79, 0xa7, 0xff}, // reddish purple
		color.RGBA{0xe6, 0x9f, 0x00, 0xff}, // orange
		color.RGBA{0x56, 0xb4, 0xe9, 0xff}, // sky blue
		color.RGBA{0x00, 0x00, 0x00, 0xff}, // black
		color.RGBA{0x80, 0x80, 0x80, 0xff}, // grey
	}
	// shapes tell lines apart in print.
	shapes = []draw.GlyphDrawer{
		draw.CircleGlyph{}, draw.SquareGlyph{}, draw.PyramidGlyph{}, draw.CrossGlyph{}, draw.RingGlyph{}, draw.BoxGlyph{}, draw.TriangleGlyph{},
	}
)

// Styles of lines that are not contenders but what these are measured against: dashed.
const (
	Black = 6
	Grey  = 7
)

func styleOf(i int) (draw.LineStyle, draw.GlyphStyle) {
	i %= len(colours)
	line := draw.LineStyle{Color: colours[i], Width: vg.Points(1.6)}
	if i >= Black {
		line.Dashes = []vg.Length{vg.Points(5), vg.Points(3)}
	}
	return line, draw.GlyphStyle{Color: colours[i], Radius: vg.Points(2.8), Shape: shapes[i%len(shapes)]}
}

func grid() *plotter.Grid {
	g := plotter.NewGrid()
	g.Horizontal = draw.LineStyle{Color: faint, Width: vg.Points(0.5)}
	g.Vertical = g.Horizontal
	return g
}

func corners(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}}
}
