package chart_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/seed-09178888/leat/internal/compare/chart"
)

func TestChart(t *testing.T) {
	curve := func(f func(float64) float64, xs ...float64) (points []chart.Point) {
		for _, x := range xs {
			points = append(points, chart.Point{X: x, Y: f(x)})
		}
		return points
	}
	evens := []float64{0, 0.1, 1, 10}
	for name, c := range map[string]chart.Chart{
		"log-log": {
			X: chart.Axis{Title: "n, elements at a time", Scale: chart.Log}, Y: chart.Axis{Title: "ns per element", Scale: chart.Log},
			Lines: []chart.Line{
				{Name: "first & <last>", Points: curve(func(x float64) float64 { return 50 + 1000/x }, 1, 10, 100, 100_000)},
				{Name: "second", Points: curve(func(x float64) float64 { return 800 }, 1, 10, 100), Style: 1},
				{Name: "third", Points: curve(math.Sqrt, 1, 10, 100, 100_000), Style: chart.Grey},
			},
		},
		"even-linear": {
			X: chart.Axis{Title: "microseconds", Even: evens}, Y: chart.Axis{Title: "%"},
			Lines: []chart.Line{{Name: "first & <last>", Points: curve(func(x float64) float64 { return 100 * x / (x + 1) }, evens...)}},
		},
		"a point": {X: chart.Axis{Scale: chart.Log2}, Lines: []chart.Line{{Name: "first & <last>", Points: curve(math.Sqrt, 2), Plain: true}}},
		"nothing": {Lines: []chart.Line{{Name: "first & <last>"}}},
	} {
		t.Run(name+" is well-formed and has its names and titles", func(t *testing.T) {
			var svg bytes.Buffer
			if err := c.WriteSVG(&svg); err != nil {
				t.Fatal(err)
			}
			text := textOf(t, &svg)
			for _, want := range []string{c.Title, c.X.Title, c.Y.Title, "first & <last>"} {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in %q", want, text)
				}
			}
		})
	}
}

func textOf(t *testing.T, svg io.Reader) string {
	t.Helper()
	var text strings.Builder
	for d := xml.NewDecoder(svg); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return text.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if data, ok := token.(xml.CharData); ok {
			text.Write(data)
		}
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 0.02: "0.02", 0.1: "0.1", 1: "1", 1.5: "1.5", 12.34: "12.3", 99.96: "100", 250: "250", 999.6: "1,000", 10_000: "10,000", 1_234_567: "1,234,567", -1234: "-1,234", 20: "20",
	} {
		if got := chart.Number(v); got != want {
			t.Errorf("%v: %q, want %q", v, got, want)
		}
	}
}
