package houserules

import (
	"go/ast"
	"regexp"
	"strings"
)

// labels of a doc comment, in their order.
var labels = []string{"Order", "Concurrency", "Memory", "Errors", "Cancellation", "Left", "Again", "Misuse", "Rust"}

// label is a line that begins with one label, or with several: "Order, Memory: nothing to say."
var label = regexp.MustCompile(`^((?:` + strings.Join(labels, "|") + `)(?:, (?:` + strings.Join(labels, "|") + `))*):(.*)$`)

// A comment is the doc comment of a function.
type comment struct {
	head   string // what stands before the labels, in one line
	marble bool   // a diagram or code stands there
	labels []labelled
}

// labelled is a label where it stands.
type labelled struct {
	name  string
	line  int
	empty bool // nothing is said
	glued bool // no empty line stands before it
}

func (r *repo) comment(doc *ast.CommentGroup) comment {
	var c comment
	if doc == nil {
		return c
	}
	var head []string
	before := ""
	for _, line := range doc.List {
		text, ok := strings.CutPrefix(line.Text, "//")
		if !ok || text != "" && !strings.HasPrefix(text, " ") && !strings.HasPrefix(text, "\t") {
			continue // a directive
		}
		if m := label.FindStringSubmatch(strings.TrimPrefix(text, " ")); m != nil {
			for name := range strings.SplitSeq(m[1], ", ") {
				c.labels = append(c.labels, labelled{name: name, line: r.line(line.Pos()), empty: strings.TrimSpace(m[2]) == "", glued: before != ""})
			}
		} else if len(c.labels) == 0 {
			code := strings.HasPrefix(text, "\t")
			c.marble = c.marble || code
			if !code {
				head = append(head, strings.TrimSpace(text))
			}
		}
		before = text
	}
	c.head = strings.TrimSpace(strings.Join(head, " "))
	return c
}

var (
	// A twin says in its doc that it is another function but for what it says.
	twin = regexp.MustCompile(`\[([\w.]+)\].* All else is as there\.|All else is as for \[([\w.]+)\]`)
	// An alias is another function, written otherwise.
	alias = regexp.MustCompile(`all that is said of \[([\w.]+)\] holds`)
)

// like is the function that a twin or an alias refers to.
func (c comment) like() (name string, isTwin, isAlias bool) {
	if m := alias.FindStringSubmatch(c.head); m != nil {
		return m[1], false, true
	}
	if m := twin.FindStringSubmatch(c.head); m != nil {
		return m[1] + m[2], true, false
	}
	return "", false, false
}
