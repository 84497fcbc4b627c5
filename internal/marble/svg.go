package marble

import (
	"bytes"
	"fmt"
	"html"
)

// The colours are those that can be told from white as from the dark of a
// page (and, where text of white stands on them, from that): nothing but the
// page knows which of the two it is, since an SVG in an <img> sees what the
// system prefers and not what the page does.
const style = `<style>
text{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#fff;text-anchor:middle}
.l{fill:#727982;text-anchor:start}.w{fill:#727982}.e{fill:#cf222e}
path{stroke:#727982;stroke-width:1.5;fill:none}.d{stroke-dasharray:1.5 20.5;stroke-width:5}
.x{stroke:#cf222e;stroke-width:3}.a{fill:#2f6feb}.b{fill:#9a6700}.c{fill:#8250df}.o{fill:#0f7b6c}
.r{fill:#6e7681}.f{fill:none;stroke:#727982;stroke-dasharray:3 2}.g{stroke-dasharray:3 3}
</style>
`

// SVG draws the diagram. The same one is drawn as the same bytes.
func (d Diagram) SVG() []byte {
	p := &picture{colors: map[string]string{}, y: margin / 2}
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="img">`+"\n", width, d.height())
	p.printf("<title>%s</title>\n%s", html.EscapeString(d.Title), style)
	for i, row := range d.In {
		p.row(row, []string{"a", "b", "c"}[i%3])
	}
	p.printf(`<rect class="r" x="%d" y="%d" width="%d" height="24" rx="5"/>`, margin/2, p.y+codeSpace/2-12, width-margin)
	p.text("", width/2, p.y+codeSpace/2, d.Code)
	p.WriteByte('\n')
	p.y += codeSpace
	for _, row := range d.Out {
		p.row(row, "o")
	}
	p.WriteString("</svg>\n")
	return p.Bytes()
}

// A picture is drawn from top to bottom.
type picture struct {
	bytes.Buffer
	y      int
	colors map[string]string // of the values of the inputs: a value has the same one wherever it comes out
}

func (p *picture) printf(format string, args ...any) { _, _ = fmt.Fprintf(p, format, args...) }

func (p *picture) row(r Row, color string) {
	switch {
	case len(r.Bars) > 0:
		p.bars(r)
	default:
		p.marks(r, color)
	}
	p.WriteByte('\n')
	p.y += r.height()
}

func (p *picture) text(class string, x, y int, s string) {
	if class != "" {
		class = fmt.Sprintf(` class="%s"`, class)
	}
	p.printf(`<text%s x="%d" y="%d">%s</text>`, class, x, y+4, html.EscapeString(s))
}

// marks draws the line of a stream, with a dot for every tick, and on it what happened.
func (p *picture) marks(r Row, color string) {
	y, end := p.y+rowHeight/2, width-margin
	p.text("l", margin/2, y, r.Label)
	if !r.Open {
		end = x(r.last())
	}
	p.printf(`<path d="M%d %dH%d"/><path class="d" d="M%[1]d %[2]dH%[4]d"/>`, x(0), y, end, min(end, x(Ticks))+1)
	if r.Open {
		p.printf(`<path d="M%d %dl6 5-6 5"/>`, end-5, y-5)
	}
	at, right := map[int]int{}, map[int]int{}
	for _, m := range r.Marks {
		if m.Kind == End {
			p.end(m, y, max(x(m.Tick), right[m.Tick]+3))
			continue
		}
		p.mark(m, y+at[m.Tick]*stackStep, color)
		at[m.Tick]++
		_, edge := m.span()
		right[m.Tick] = max(right[m.Tick], edge)
	}
}

func (p *picture) mark(m Mark, y int, color string) {
	left, right := m.span()
	if p.colors[m.Text] == "" {
		p.colors[m.Text] = color
	}
	class, text := p.colors[m.Text], ""
	switch {
	case m.Kind == Error && m.Text == "":
		p.cross(x(m.Tick), y, m.Faint)
		return
	case m.Kind == Error:
		class = "e"
	case m.Faint:
		class, text = "f", "w"
	}
	p.printf(`<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="%d"/>`, class, left, y-radius, right-left, 2*radius, radius)
	p.text(text, (left+right)/2, y, m.Text)
}

// cross is an error.
func (p *picture) cross(x, y int, faint bool) {
	class := "x"
	if faint {
		class = "g"
	}
	p.printf(`<path class="%s" d="M%d %dl14 14m0-14l-14 14"/>`, class, x-7, y-7)
}

// end is a bar across the line.
func (p *picture) end(m Mark, y, at int) {
	class := ""
	if m.Faint {
		class = ` class="g"`
	}
	p.printf(`<path%s stroke-width="3" d="M%d %dv22"/>`, class, at, y-11)
}

func (p *picture) bars(r Row) {
	of, n := r.lanes()
	p.text("l", margin/2, p.y+(n*barStep)/2, r.Label)
	for i, b := range r.Bars {
		left, right, y := x(b.From), max(x(b.To), x(b.From)+8), p.y+of[i]*barStep+2
		class, text := "r", ""
		if b.How == Cancelled {
			class, text = "f", "w"
		}
		p.printf(`<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="3"/>`, class, left, y, right-left-2, barHeight)
		p.text(text, (left+right)/2-1, y+barHeight/2, b.Text)
		switch b.How {
		case Failed:
			p.printf(`<path class="x" d="M%d %dv%d"/>`, right-3, y, barHeight)
		case Cancelled:
			p.cancel(right-1, y+barHeight/2)
		}
	}
}

// cancel is a small cross at the end of a bar.
func (p *picture) cancel(x, y int) {
	p.printf(`<path d="M%d %dl8 8m0-8l-8 8"/>`, x-4, y-4)
}
