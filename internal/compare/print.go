package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// cells returns the table of a row, its head first.
func (r row) cells(figures []figure) [][]string {
	head := []string{"contender"}
	for _, f := range figures {
		head = append(head, f.unit, "", "÷ leat")
		if f.allocs {
			head = append(head, "allocations")
		}
	}
	table := [][]string{append(head, "marks")}
	leat := r.contenders[0]
	for _, c := range r.contenders {
		line := []string{c.Name}
		for _, f := range figures {
			l := f.Line(c.Name)
			line = append(line, number(l.Ns.Median()), l.Ns.Spread(), number(f.Ratios(c.Name, leat.Name).Median()))
			if f.allocs {
				line = append(line, fmt.Sprintf("%.2f", l.Allocs.Median()))
			}
		}
		table = append(table, append(line, strings.Join(probed(c).Marks(), ", ")))
	}
	return table
}

// verdicts returns a line for each bar of the row.
func (r row) verdicts(figures []figure) [][]string {
	var table [][]string
	for _, b := range r.bars {
		values := b.values(figures)
		v := values.Median()
		table = append(table, []string{
			r.name, b.what(figures), number(v) + " " + values.Spread(), b.verdict(v, b.bar), b.verdict(v, b.target),
		})
	}
	return table
}

var verdictHead = []string{"row", "what", "measured", "bar", "target"}

// aligned returns a table for a terminal.
func aligned(table [][]string) string {
	var b strings.Builder // no write to it fails
	tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, line := range table {
		_, _ = fmt.Fprintln(tw, "  "+strings.ReplaceAll(strings.Join(line, "\t"), "**", ""))
	}
	_ = tw.Flush()
	return b.String()
}

// markdown returns a table for the document, its first column left, those of numbers right.
func markdown(table [][]string, numbers bool) string {
	var b strings.Builder
	for i, line := range table {
		fmt.Fprintln(&b, "| "+strings.Join(line, " | ")+" |")
		if i > 0 {
			continue
		}
		b.WriteString("|")
		for j := range line {
			if numbers && j > 0 && j < len(line)-1 {
				b.WriteString(" ---: |")
			} else {
				b.WriteString(" --- |")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}
