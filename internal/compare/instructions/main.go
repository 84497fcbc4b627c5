// Command instructions counts the instructions that an element costs on the
// hot path. Unlike times they are the same on a busy machine, so that two
// versions of the engine can be compared to a percent.
//
// It runs itself with two numbers of elements under perf stat, or where the
// counters cannot be read, under callgrind; the difference of the two is what
// the elements cost, and start and end cancel out. There is one processor, so
// nobody waits for another; what the caches and the other cores cost is not seen.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/seed-09178888/leat/internal/compare/page"
)

const (
	fewer, more = 20_000, 120_000 // elements
	repetitions = 3               // the median counts: the runtime's own threads differ from run to run
)

func main() {
	out := flag.String("out", "", "the folder of performance.md, to write the table there")
	name := flag.String("case", "", "only run this case: what is counted")
	size := flag.Int("size", fewer, "elements of the case")
	flag.Parse()
	err := error(nil)
	if *name != "" {
		err = runCase(*name, *size)
	} else {
		err = count(*out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "instructions:", err)
		os.Exit(1)
	}
}

func count(out string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	c, err := findCounter(self)
	if err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Counted by %s, %s, %s/%s, GOMAXPROCS=1.\n\n", c.name, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	b.WriteString("| chain | instructions per element |\n| --- | ---: |\n")
	for _, k := range cases {
		few, err := c.median(self, k.name, fewer)
		if err != nil {
			return err
		}
		many, err := c.median(self, k.name, more)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "| %s | %.1f |\n", k.name, float64(many-few)/(more-fewer))
	}
	text := b.String()
	fmt.Print(text)
	if out == "" {
		return nil
	}
	return page.Fill(filepath.Join(out, "performance.md"), "instructions", &text)
}

func (c counter) median(self, name string, size int) (int64, error) {
	var counts []int64
	for range repetitions {
		n, err := c.count(self, "-case", name, "-size", fmt.Sprint(size))
		if err != nil {
			return 0, err
		}
		counts = append(counts, n)
	}
	slices.Sort(counts)
	return counts[repetitions/2], nil
}
