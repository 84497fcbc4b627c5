package apidoc

import (
	"regexp"
	"slices"
	"strings"
)

// A Group is one line of the table of contents in a package's documentation.
type Group struct {
	Title string
	Names []string
}

// section returns the lines under a heading of a doc comment, up to the next one.
func section(text, heading string) []string {
	lines := strings.Split(text, "\n")
	i := slices.Index(lines, "# "+heading)
	if i < 0 {
		return nil
	}
	lines = lines[i+1:]
	if end := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "# ") }); end >= 0 {
		lines = lines[:end]
	}
	return lines
}

var (
	// A row is a title of one or two words, spaces, names. One that begins with spaces goes on with the row above.
	row  = regexp.MustCompile(`^\t(\S+(?: \S+)?)?  +(.+)$`)
	name = regexp.MustCompile(`\b[A-Z]\w*(?:\.[A-Z]\w*)?\b`)
)

// Contents reads the table of contents in the documentation of a package.
func Contents(text string) []Group {
	var all []Group
	for _, line := range section(text, "Contents") {
		m := row.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if m[1] != "" {
			all = append(all, Group{Title: m[1]})
		}
		if len(all) > 0 {
			last := &all[len(all)-1]
			last.Names = append(last.Names, name.FindAllString(m[2], -1)...)
		}
	}
	return all
}

var item = regexp.MustCompile(`^ *(?:\d+\.|-) `)

// list returns the items of a section, numbered or not, each in one line and links as plain names.
func (p *Package) list(heading string) []string {
	var all []string
	for _, line := range section(p.Doc, heading) {
		switch {
		case item.MatchString(line):
			all = append(all, strings.TrimSpace(line))
		case len(all) > 0 && strings.HasPrefix(line, " "):
			all[len(all)-1] += " " + strings.TrimSpace(line)
		}
	}
	for i, text := range all {
		all[i] = link.ReplaceAllString(text, "$1")
	}
	return all
}

var link = regexp.MustCompile(`\[([A-Z][\w.]*)\]`)
