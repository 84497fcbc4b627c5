package houserules

import (
	"slices"
	"strconv"
	"strings"
)

// A layer says what the packages of a folder, and below it, may import.
type layer struct {
	dir  string
	ours []string // folders of the repository; "x/..." is x and all below it
	ext  []string // packages of others, likewise; nil: all
	not  []string // of the standard library, with what is below them
}

const backoff = "github.com/cenkalti/backoff/v5"

var (
	conc  = []string{"github.com/sourcegraph/conc", "github.com/sourcegraph/conc/panics"}
	tools = append([]string{backoff, "golang.org/x/time/rate", "pgregory.net/rapid", "github.com/stretchr/testify/..."}, conc...)
	none  = []string{}
)

// layers, from bottom to top; one within another stands behind it. .golangci.yml says the same to depguard.
var layers = []layer{
	{dir: "internal", ours: []string{"internal/..."}, ext: conc},
	{dir: "internal/compare", ours: []string{"..."}},
	{dir: "internal/soak", ours: []string{"stream"}, ext: none},
	{dir: "internal/torture", ours: []string{"stream", "internal/ring"}, ext: append([]string{backoff}, conc...)},
	{dir: "stream", ours: []string{"internal/..."}, ext: append([]string{backoff}, conc...), not: []string{"os", "io", "net", "database/sql"}},
	{dir: "stage", ours: []string{"stream"}, ext: none},
	{dir: "stage/stagetest", ours: []string{"stage", "stream"}, ext: none},
	{dir: "source", ours: []string{"stream"}, ext: none},
	{dir: "sink", ours: []string{"stream"}, ext: none},
	{dir: "connect", ours: []string{"stream"}},
	{dir: "examples", ours: []string{"stream/...", "stage/...", "source/...", "sink/...", "connect/...", "examples/..."}},
}

// imports point one way, from the top layer to the bottom.
func imports(r *repo, report report) {
	for _, f := range r.files {
		l, ok := layerOf(f)
		if !ok {
			report(f.path, r.line(f.syntax.Package), "the folder %s belongs to no layer: say in internal/houserules/imports.go what it may import", f.dir)
			continue
		}
		for _, spec := range f.syntax.Imports {
			path, _ := strconv.Unquote(spec.Path.Value) // load has unquoted it
			if why := l.denies(path); why != "" {
				report(f.path, r.line(spec.Pos()), "%s must not import %s: %s", f.dir, path, why)
			}
		}
	}
}

// layerOf is the innermost layer that f lies in. Tests below the users' side may
// use all of the repository and the test libraries.
func layerOf(f *file) (layer, bool) {
	var in layer
	for _, l := range layers {
		if within(f.dir, l.dir) {
			in = l
		}
	}
	if f.test && in.ext != nil {
		in.ours, in.ext, in.not = []string{"..."}, tools, nil
	}
	return in, in.dir != ""
}

// denies says why, or nothing.
func (l layer) denies(path string) string {
	if dir, ok := strings.CutPrefix(path, module+"/"); ok {
		if among(l.ours, dir) {
			return ""
		}
		return "imports point one way; of this repository it may import: " + strings.Join(l.ours, " ")
	}
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
		if slices.ContainsFunc(l.not, func(no string) bool { return within(path, no) }) {
			return "stream speaks Go; I/O belongs in source and sink"
		}
		return ""
	}
	if l.ext == nil || among(l.ext, path) {
		return ""
	}
	return "of others it may import: " + strings.Join(append([]string{"the standard library"}, l.ext...), ", ")
}

// among: path is one of the list, or below one that ends in "...".
func among(list []string, path string) bool {
	return slices.ContainsFunc(list, func(allowed string) bool {
		dir, below := strings.CutSuffix(allowed, "...")
		return path == strings.TrimSuffix(dir, "/") || below && strings.HasPrefix(path, dir)
	})
}
