// Package houserules is the house style as a test: it parses the repository and
// reports where a file does not have the form that CONTRIBUTING.md asks for.
//
// Each rule stands in a file of its own. What it asks for is derived from the
// code (a function that returns a Stream and takes none is a source, say), not
// from lists of names. Where a rule makes the code worse, it is broken: the
// exceptions stand in house_test.go, each with its reason.
package houserules

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// A Violation is a line that breaks a rule. Text says what is wanted instead.
type Violation struct {
	File string
	Line int
	Rule string
	Text string
}

// String is one line that editors can follow.
func (v Violation) String() string {
	return fmt.Sprintf("%s:%d: %s (%s)", v.File, v.Line, v.Text, v.Rule)
}

// An Exception is a violation that is meant: one of Rule in File whose text contains About.
type Exception struct{ Rule, File, About, Why string }

func (e Exception) covers(v Violation) bool {
	return v.Rule == e.Rule && v.File == e.File && strings.Contains(v.Text, e.About)
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
	{"contents", contents},
	{"examples", examples},
	{"blocks", blocks},
	{"leftovers", leftovers},
	{"guarantees", guarantees},
	{"proofs", proofs},
}

// Check holds the repository to all rules. The violations are sorted by file and
// line; an exception that covers none is one too. An error means that a file
// could not be read or parsed.
func Check(root fs.FS, exceptions ...Exception) ([]Violation, error) {
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
	for _, e := range exceptions {
		n := len(all)
		all = slices.DeleteFunc(all, e.covers)
		if len(all) == n {
			all = append(all, Violation{File: e.File, Line: 1, Rule: e.Rule, Text: fmt.Sprintf("the exception for %q covers nothing: take it out", e.About)})
		}
	}
	slices.SortStableFunc(all, func(a, b Violation) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return all, nil
}
