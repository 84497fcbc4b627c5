package stagetest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// shown is how many ticks behind the first difference are printed.
const shown = 40

// marbles prints the scripts one under the other, every tick in a column, a
// mark under the one that differs, and below them what the errors say.
func (p *comparison) marbles(want, got Script, differs int) string {
	rows := []Script{want, got}
	labels := []string{"expected", "actual"}
	if p.hasIn {
		rows = append([]Script{p.in}, rows...)
		labels = append([]string{"in"}, labels...)
	}
	lines := make([]strings.Builder, len(rows))
	var mark strings.Builder
	for tick := range min(longest(rows), differs+shown) {
		cells := make([]string, len(rows))
		width := 0
		for i, row := range rows {
			if tick < len(row) {
				cells[i] = printTick(row[tick])
			}
			width = max(width, utf8.RuneCountInString(cells[i]))
		}
		for i, cell := range cells {
			fmt.Fprintf(&lines[i], "%-*s", width, cell)
		}
		switch {
		case tick < differs:
			mark.WriteString(strings.Repeat(" ", width))
		case tick == differs:
			mark.WriteString(strings.Repeat("~", width))
		}
	}
	var out strings.Builder
	for i := range rows {
		line := fmt.Sprintf("%10s  %s", labels[i], &lines[i])
		if len(rows[i]) > differs+shown {
			line += " ..."
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	fmt.Fprintf(&out, "%10s  %s\n", "", mark.String())
	p.listErrors(&out, got)
	return out.String()
}

func (p *comparison) listErrors(out *strings.Builder, got Script) {
	label := "errors"
	for i, tick := range errorTicks(got) {
		if i == shown {
			fmt.Fprintf(out, "%10s  ... %d more\n", "", len(p.errs)-shown)
			return
		}
		text := strings.ReplaceAll(p.errs[i].Error(), "\n", "\n"+strings.Repeat(" ", 16))
		fmt.Fprintf(out, "%10s  # of tick %d: %s\n", label, tick, text)
		label = ""
	}
}

func longest(rows []Script) int {
	n := 0
	for _, row := range rows {
		n = max(n, len(row))
	}
	return n
}
