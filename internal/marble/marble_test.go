package marble_test

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/marble"
)

func at(tick int, text string) marble.Mark { return marble.Mark{Tick: tick, Text: text} }

func rows(marks ...marble.Mark) []marble.Row { return []marble.Row{{Label: "in", Marks: marks}} }

func TestCheck(t *testing.T) {
	end := marble.Mark{Tick: 1, Kind: marble.End}
	for name, d := range map[string]marble.Diagram{
		"marks beside each other":           {In: rows(at(0, "a"), at(1, "b"))},
		"marks of one tick":                 {In: rows(at(0, "[1 2]"), at(0, "[3 4]"), at(3, "c"))},
		"the end beside an element":         {In: rows(at(0, "a"), end)},
		"what comes in the last tick":       {Out: rows(at(marble.Ticks, "a"))},
		"a long text that is moved":         {Out: rows(at(marble.Ticks, "[1 2 3 4]"))},
		"a bar as wide as the picture":      {Out: []marble.Row{{Bars: []marble.Bar{{To: marble.Ticks}}}}},
		"code that is as wide as its frame": {Code: strings.Repeat("x", 90)},
	} {
		t.Run(name+" can be read", func(t *testing.T) { assert.NoError(t, d.Check()) })
	}
	for name, d := range map[string]marble.Diagram{
		"lies over what is before it":               {In: rows(at(0, "[1 2]"), at(1, "b"))},
		"[3] at tick 26 lies over":                  {In: rows(at(marble.Ticks-1, "b"), at(marble.Ticks, "[3]"))},
		"tick 26 is the last that fits, but a came": {Out: rows(at(marble.Ticks+1, "a"))},
		"but a ran until 27":                        {Out: []marble.Row{{Bars: []marble.Bar{{To: marble.Ticks + 1, Text: "a"}}}}},
		"is too long for the picture":               {In: rows(at(0, strings.Repeat("x", 95)))},
		"the code is 651 wide":                      {Code: strings.Repeat("x", 93)},
	} {
		t.Run("it says: "+name, func(t *testing.T) { assert.ErrorContains(t, d.Check(), name) })
	}
}

func TestSVG(t *testing.T) {
	d := marble.Diagram{
		Title: `a & "b"`, Code: "s.Take(1 < 2)",
		In:  []marble.Row{{Label: "in", Open: true, Marks: []marble.Mark{at(0, "a"), at(2, "<b>"), {Tick: 5, Kind: marble.Error, Text: "E"}, {Tick: 7, Text: "c", Faint: true}}}},
		Out: []marble.Row{{Label: "run", Bars: []marble.Bar{{To: 3, Text: "a"}, {From: 1, To: 2, Text: "b", How: marble.Failed}, {From: 2, To: 4, Text: "d", How: marble.Cancelled}}}, {Label: "out", Marks: []marble.Mark{at(3, "a"), {Tick: 3, Kind: marble.Error}, {Tick: 3, Kind: marble.End}}}},
	}
	svg := string(d.SVG())

	t.Run("it is XML, and its text is text", func(t *testing.T) {
		var texts []string
		decoder := xml.NewDecoder(strings.NewReader(svg))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
			if s, ok := token.(xml.CharData); ok && strings.TrimSpace(string(s)) != "" && !strings.Contains(string(s), "font") {
				texts = append(texts, string(s))
			}
		}
		assert.Equal(t, []string{`a & "b"`, "in", "a", "<b>", "E", "c", "s.Take(1 < 2)", "run", "a", "b", "d", "out", "a"}, texts)
	})
	t.Run("a value has the same colour wherever it comes out", func(t *testing.T) {
		assert.Equal(t, 2, strings.Count(svg, `<rect class="a" x="64"`)+strings.Count(svg, `<rect class="a" x="130"`))
		assert.NotContains(t, svg, `class="o"`)
	})
	t.Run("bars that overlap stand one below the other, others do not", func(t *testing.T) {
		y := regexp.MustCompile(`<rect class="[rf]" x="(?:74|96|118)" y="(\d+)"`).FindAllStringSubmatch(svg, -1)
		require.Len(t, y, 3)
		assert.NotEqual(t, y[0][1], y[1][1])
		assert.Equal(t, y[1][1], y[2][1], "d starts when b has ended")
	})
	t.Run("what is stacked makes the picture higher", func(t *testing.T) {
		flat := d
		flat.Out = []marble.Row{d.Out[0], {Label: "out", Marks: []marble.Mark{at(3, "a"), {Tick: 4, Kind: marble.Error}}}}
		height := func(d marble.Diagram) int {
			h, err := strconv.Atoi(regexp.MustCompile(`height="(\d+)"`).FindStringSubmatch(string(d.SVG()))[1])
			require.NoError(t, err)
			return h
		}
		assert.Greater(t, height(d), height(flat))
	})
	t.Run("a row that goes on has an arrow", func(t *testing.T) {
		closed := d
		closed.In = rows(d.In[0].Marks...)
		assert.Equal(t, 1, strings.Count(svg, "l6 5-6 5"))
		assert.NotContains(t, string(closed.SVG()), "l6 5-6 5")
	})
	t.Run("it is the same every time", func(t *testing.T) { assert.Equal(t, svg, string(d.SVG())) })
}

func TestColoursCanBeToldFromLightPagesAndDark(t *testing.T) {
	const white, dark = "#ffffff", "#0d1117" // the latter is GitHub's
	style := regexp.MustCompile(`(?s)<style>.*</style>`).FindString(string(marble.Diagram{}.SVG()))
	colours := regexp.MustCompile(`#[0-9a-f]{6}`).FindAllString(style, -1)
	require.NotEmpty(t, colours)
	for _, c := range colours {
		assert.GreaterOrEqual(t, contrast(c, white), 4.3, "%s: text in white stands on it, or it is text on white", c)
		assert.GreaterOrEqual(t, contrast(c, dark), 3.0, "%s: a shape on a dark page", c)
	}
	label := regexp.MustCompile(`\.l\{fill:(#\w+)`).FindStringSubmatch(style)
	require.NotNil(t, label)
	assert.GreaterOrEqual(t, contrast(label[1], dark), 4.3, "text on a dark page")
}

// contrast is that of WCAG 2: from 1 to 21.
func contrast(a, b string) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

func luminance(colour string) (l float64) {
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			panic(err)
		}
		c := float64(n) / 255
		if c <= 0.03928 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}
