package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/seed-09178888/leat/internal/compare/contenders"
)

// everybody returns the contenders of all rows, each once.
func everybody() []contenders.Contender {
	var all []contenders.Contender
	seen := map[string]bool{}
	for _, r := range rows {
		for _, c := range r.contenders {
			if !seen[c.Name] {
				seen[c.Name] = true
				all = append(all, c)
			}
		}
	}
	return all
}

// peers returns what the contenders are, and what was seen of them.
func peers() [][]string {
	versions := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			versions[dep.Path] = dep.Version
		}
	}
	table := [][]string{{"contender", "made of", "from", "ran at a time", "results", "marks"}}
	for _, c := range everybody() {
		f := probed(c)
		order := "in order"
		if !f.Ordered {
			order = "out of order"
		}
		from := c.Module
		if v := versions[c.Module]; v != "" && !strings.HasSuffix(c.Module, "/leat") {
			from += " " + v
		}
		ran := fmt.Sprintf("%d of %d", f.Peak, f.Bound)
		table = append(table, []string{c.Name, c.About, from, ran, order, strings.Join(f.Marks(), ", ")})
	}
	return table
}

// machine says where the figures are from.
func machine() string {
	parts := []string{fmt.Sprintf("GOMAXPROCS %d", runtime.GOMAXPROCS(0)), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	if model := cpu(); model != "" {
		parts = append([]string{model}, parts...)
	}
	return strings.Join(parts, ", ") + "."
}

// longest is the row with so much work per element that nothing else counts.
const longest = "ordered/10us/n=10"

// processors says how many of them the run had: what others ran on the machine
// is missing, and the figures of a run with 1 of 2 say nothing about 2.
func processors(figures []figure) string {
	had := figures[0].Ratios(contenders.Loop.Name, contenders.Floor.Name)
	return fmt.Sprintf("Others left this run %s processors (%s): that many times as fast as the loop was the floor with tasks of 10 microseconds.",
		number(had.Median()), had.Spread())
}

// cpu returns the model of the processor, where the system says it.
func cpu() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	for s := bufio.NewScanner(f); s.Scan(); {
		if key, value, _ := strings.Cut(s.Text(), ":"); strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
