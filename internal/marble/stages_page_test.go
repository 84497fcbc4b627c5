package marble_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/apidoc"
)

const stagesHead = `# Stages, one by one

What each of them does, in one sentence and a picture. The documentation behind the link says the rest: order, concurrency, memory, errors, cancellation.

The pictures are drawn from runs: each stage was given the script above the box, on virtual time, and what is below the box is what
it did. Time goes from left to right, a dot is a second. Marbles are values, a red cross is an error, a vertical line the end of a stream.
What is dashed was not asked for any more. A bar is a task while it runs: with a red edge if it failed, dashed with a cross if it was cancelled.

This page and its pictures are written by ` + "`go generate ./internal/marble`" + `.
`

// A chapter is a package, and which groups of its contents are shown.
type chapter struct {
	path   string
	groups []string // empty: all
	whole  []string // those of which each name has a picture
}

var chapters = []chapter{
	{"stream", []string{"sources", "per element", "boundaries", "sequence", "terminals"}, []string{"per element", "boundaries", "sequence"}},
	{"stage", nil, []string{"repetitions", "streams", "results", "windows"}},
}

// unseen are names of which there is nothing to be seen.
var unseen = []string{"stream.Name"}

func stagesPage(t *testing.T, packages []*apidoc.Package, drawn map[string]picture) []byte {
	t.Helper()
	var contents, body strings.Builder
	used := map[string]bool{}
	for _, c := range chapters {
		i := slices.IndexFunc(packages, func(p *apidoc.Package) bool { return p.Path == c.path })
		p := packages[i]
		for _, g := range p.Contents {
			if len(c.groups) > 0 && !slices.Contains(c.groups, g.Title) {
				continue
			}
			heading := "Package " + c.path + ": " + g.Title
			fmt.Fprintf(&contents, "- [%s](#%s):", heading, anchor(heading))
			fmt.Fprintf(&body, "\n## %s\n", heading)
			for _, name := range g.Names {
				s, ok := p.Symbol(name)
				assert.True(t, ok, "%s: the contents name %s, which is not exported", c.path, name)
				full := c.path + "." + name
				fmt.Fprintf(&contents, " [%s](#%s)", name, anchor(name))
				fmt.Fprintf(&body, "\n### %s\n\n%s [Documentation](%s)\n", name, s.Synopsis, p.URL(s))
				if pic, ok := drawn[full]; ok {
					fmt.Fprintf(&body, "\n%v\n", pic)
					used[full] = true
				} else if slices.Contains(c.whole, g.Title) {
					assert.Contains(t, unseen, full, "it has no picture: add an act, in one of the files *_scenes_test.go")
				}
			}
			fmt.Fprintln(&contents)
		}
	}
	for name := range drawn {
		assert.True(t, used[name], "%s has a picture, but does not stand in the contents of its package", name)
	}
	return []byte(stagesHead + "\n" + contents.String() + body.String())
}

// anchor is what a heading is linked by.
func anchor(heading string) string {
	keep := func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case strings.ContainsRune(":.", r):
			return -1
		}
		return r
	}
	return strings.Map(keep, strings.ToLower(heading))
}
