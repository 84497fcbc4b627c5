// Package houserules is the house style as a test: it parses the repository and
// reports where a file does not have the form that CONTRIBUTING.md asks for.
//
// Each rule stands in a file of its own. What it asks for is derived from the
// code (a function that returns a Stream is a source, say), not from lists of
// names; what no rule can know stands in exceptions.go.
package houserules

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
)

// A Violation is a line that breaks a rule. Text says what is wanted instead.
type Violation struct {
	File string
	Line int
	Rule string
	Text string
}

func (v Violation) String() string {
	return fmt.Sprintf("%s:%d: %s (%s)", v.File, v.Line, v.Text, v.Rule)
}

// report is called for every violation.
type report func(file string, line int, format string, args ...any)

var rules = []struct {
	name  string
	check func(*repo, report)
}{
	{"size", sizes},
	{"names", names},
	{"imports", imports},
	{"docs", docs},
	{"examples", examples},
	{"blocks", blocks},
	{"leftovers", leftovers},
	{"guarantees", guarantees},
}

// Check holds the repository to all rules. The violations are sorted by file and
// line. An error means that a file could not be read or parsed.
func Check(root fs.FS) ([]Violation, error) {
	r, err := load(root)
	if err != nil {
		return nil, err
	}
	var all []Violation
	for _, rule := range rules {
		rule.check(r, func(file string, line int, format string, args ...any) {
			all = append(all, Violation{File: file, Line: line, Rule: rule.name, Text: fmt.Sprintf(format, args...)})
		})
	}
	slices.SortStableFunc(all, func(a, b Violation) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return all, nil
}
