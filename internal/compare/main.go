package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/seed-09178888/leat/internal/compare/page"
)

func main() {
	budget := flag.Duration("time", 6*time.Second, "how long each row is measured")
	pattern := flag.String("rows", ".", "regular expression: the rows that are measured")
	out := flag.String("out", "../../docs", "folder of performance.md, whose tables are written; empty: none")
	name := flag.String("blocked", "", "used by the program itself: measure the blocked tasks of a contender")
	count := flag.Int("count", 0, "with -blocked: how many tasks")
	flag.Parse()
	var err error
	if *name != "" {
		err = blockedMain(*name, *count)
	} else {
		err = compare(func(text string) { fmt.Println(text) }, *budget, *pattern, *out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

// compare measures the rows that match, prints them as it goes, and writes them into the document.
func compare(say func(string), budget time.Duration, pattern, out string) error {
	chosen, err := choose(pattern)
	if err != nil {
		return err
	}
	doc := ""
	if out != "" {
		doc = filepath.Join(out, "performance.md")
		if err := hasPlaces(chosen, doc); err != nil {
			return err
		}
	}
	parts, err := report(say, chosen, budget)
	if err != nil || doc == "" {
		return err
	}
	return fill(doc, parts)
}

// report measures and prints, and returns the parts of the document.
func report(say func(string), chosen []row, budget time.Duration) (map[string]string, error) {
	say(machine())
	parts := map[string]string{}
	verdicts := [][]string{verdictHead}
	available := ""
	for _, r := range chosen {
		figures, err := r.run(budget)
		if err != nil {
			return nil, err
		}
		table := r.cells(figures)
		parts[r.name] = markdown(table, true)
		if r.name == longest {
			available = processors(figures)
		}
		verdicts = append(verdicts, r.verdicts(figures)...)
		say("\n" + r.name + "\n" + aligned(table))
	}
	say("\n" + aligned(verdicts) + available)
	if len(chosen) == len(rows) { // these are about all of them
		parts["machine"] = machine() + " " + available + "\n"
		parts["verdicts"] = markdown(verdicts, false)
		parts["peers"] = markdown(peers(), false)
	}
	return parts, nil
}

// choose returns the rows whose names match.
func choose(pattern string) ([]row, error) {
	match, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	var chosen []row
	for _, r := range rows {
		if match.MatchString(r.name) {
			chosen = append(chosen, r)
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("no row matches %q", pattern)
	}
	return chosen, nil
}

// fill writes the parts between their marks.
func fill(doc string, parts map[string]string) error {
	for name, part := range parts {
		if err := page.Fill(doc, mark(name), &part); err != nil {
			return err
		}
	}
	return nil
}

// hasPlaces fails before anything is measured if a mark is missing.
func hasPlaces(chosen []row, doc string) error {
	names := []string{"machine", "verdicts", "peers"}
	for _, r := range chosen {
		names = append(names, r.name)
	}
	for _, name := range names {
		if err := page.Fill(doc, mark(name), nil); err != nil {
			return err
		}
	}
	return nil
}

func mark(part string) string { return "compare: " + part }
