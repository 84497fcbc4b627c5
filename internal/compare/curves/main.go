// Command curves measures how costs grow, and draws it: a picture per curve
// into performance/ below the folder of -out, and its numbers as a table into
// performance.md there, between the marks of the curve:
//
//	<!-- curves: NAME -->
//	<!-- /curves -->
//
// It takes about six minutes on two cores. A machine that does other work too
// bends every curve alike where contenders ran in turns, and that is at each point of a curve.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/seed-09178888/leat/internal/compare/chart"
	"github.com/seed-09178888/leat/internal/compare/page"
)

func main() {
	out := flag.String("out", "../../docs", "the folder of performance.md")
	only := flag.String("only", ".", "a regular expression: the curves to measure")
	quick := flag.Bool("quick", false, "sizes and rounds that show that it works, and nothing more")
	flag.Parse()
	which, err := regexp.Compile(*only)
	if err == nil {
		err = run(*out, which, effort{quick: *quick})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "curves:", err)
		os.Exit(1)
	}
}

// A curve is measured at once, and gives a figure for each of its names.
type curve struct {
	names   []string
	measure func(effort) []figure
}

type figure struct {
	chart chart.Chart
	table string
}

func run(out string, which *regexp.Regexp, e effort) error {
	path := filepath.Join(out, "performance.md")
	var chosen []curve
	for _, c := range curves {
		if !which.MatchString(c.names[0]) {
			continue
		}
		chosen = append(chosen, c)
		for _, name := range c.names { // rather than after minutes
			if err := page.Fill(path, "curves: "+name, nil); err != nil {
				return err
			}
		}
	}
	if err := os.MkdirAll(filepath.Join(out, "performance"), 0o755); err != nil {
		return err
	}
	for _, c := range chosen {
		start := time.Now()
		for i, f := range c.measure(e) {
			if err := f.write(out, path, c.names[i]); err != nil {
				return err
			}
		}
		fmt.Printf("%s: %v\n", c.names[0], time.Since(start).Round(time.Millisecond))
	}
	return nil
}

func (f figure) write(out, path, name string) error {
	file, err := os.Create(filepath.Join(out, "performance", name+".svg"))
	if err != nil {
		return err
	}
	if err := f.chart.WriteSVG(file); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	text := fmt.Sprintf("![%s](performance/%s.svg)\n\n%s", f.chart.Title, name, f.table)
	return page.Fill(path, "curves: "+name, &text)
}
