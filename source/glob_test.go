package source_test

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
)

// globs are patterns, paths, and whether they match.
var globs = []struct {
	pattern, path string
	matches       bool
}{
	{"*", "a", true},
	{"*", ".a", true},
	{"*", "a/b", false},
	{"**", "a", true},
	{"**", "a/b/c", true},
	{"a/**", "a/b/c", true},
	{"a/**", "a", true}, // no segment at all
	{"a/**", "b/a", false},
	{"**/a", "a", true},
	{"**/a", "b/c/a", true},
	{"**/a", "a/b", false},
	{"a/**/b", "a/b", true},
	{"a/**/b", "a/x/y/b", true},
	{"a/**/b", "a/x/bb", false},
	{"**/a/**/b/**", "x/a/y/b", true},
	{"**/a/**/b/**", "x/b/y/a", false},
	{"**/**", "a", true},
	{"**/*/**/*", "a", false},
	{"**/*/**/*", "a/b/c", true},
	{"**/a/a/b", "a/a/a/b", true},
	{"a**", "ab", true},
	{"a**", "a/b", false}, // not a segment of its own
	{"A", "a", false},
	{"[a-c]?", "bx", true},
	{"[^a-c]?", "bx", false},
	{`\*`, "*", true},
	{`\*`, "a", false},
	{`\**`, "*a", true},
	{"?", "é", true},
}

func TestGlobs(t *testing.T) {
	for _, g := range globs {
		assert.Equal(t, g.matches, includes(t, g.pattern, g.path), "%s of %s", g.pattern, g.path)
	}
	t.Run("many stars take no time", func(t *testing.T) {
		pattern, name := strings.Repeat("**/a/", 60)+"b", strings.Repeat("a/", 99)+"a"
		assert.False(t, includes(t, pattern, name))
		assert.True(t, includes(t, pattern, name+"/b"))
	})
	t.Run("what is malformed is misuse", func(t *testing.T) {
		for _, pattern := range []string{"[", "a/[]", "[a/b]", `\`, `a\/b`, "**/[z-a", "[a-]"} {
			assert.PanicsWithValue(t, "source: Include: "+strconv.Quote(pattern)+" is malformed", func() { source.Include("*", pattern) })
		}
		for _, pattern := range []string{"", ".", "/", "/a", "a//b", "a//", "./a", "../a", "a/..", "\xff"} {
			assert.PanicsWithValue(t, "source: Exclude: "+strconv.Quote(pattern)+" is no path below the root", func() { source.Exclude(pattern) })
		}
	})
}

// includes reports whether a walk with the pattern yields the path, which is all there is.
func includes(t *testing.T, pattern, name string) bool {
	t.Helper()
	all, errs := paths(t, source.Walk(fstest.MapFS{name: {}}, source.Include(pattern)))
	require.Empty(t, errs)
	return len(all) > 0
}

// naive is a glob without any thought of speed.
func naive(pattern, name []string) bool {
	switch {
	case len(pattern) == 0:
		return len(name) == 0
	case pattern[0] == "**" && naive(pattern[1:], name):
		return true
	case len(name) == 0:
		return false
	}
	matches, _ := path.Match(pattern[0], name[0])
	return pattern[0] == "**" && naive(pattern, name[1:]) || pattern[0] != "**" && matches && naive(pattern[1:], name[1:])
}

// wellFormed is what the doc says of patterns.
func wellFormed(pattern string) bool {
	pattern = strings.TrimSuffix(pattern, "/")
	bad := func(segment string) bool { _, err := path.Match(segment, "x"); return err != nil }
	return fs.ValidPath(pattern) && pattern != "." && !slices.ContainsFunc(strings.Split(pattern, "/"), bad)
}

// FuzzGlob: a walk over a file and the folders above it yields what a naive matcher says.
func FuzzGlob(f *testing.F) {
	for _, g := range globs {
		f.Add(g.pattern, g.path)
		f.Add(g.pattern+"/", g.path)
	}
	f.Add("[", "a")
	f.Fuzz(func(t *testing.T, pattern, name string) {
		if strings.Count(pattern, "/") > 8 || strings.Count(name, "/") > 8 || !fs.ValidPath(name) || name == "." {
			return // naive is slow, and there is no such file
		}
		if !wellFormed(pattern) {
			assert.Panics(t, func() { source.Include(pattern) })
			return
		}
		files := fstest.MapFS{name: {}}
		segments := strings.Split(name, "/")
		stars, onlyFolders := strings.CutSuffix(pattern, "/")
		var included, left []string // with Include and with Exclude
		excluded := false
		for i := range segments {
			folder := i+1 < len(segments)
			matches := naive(strings.Split(stars, "/"), segments[:i+1])
			if matches && folder == onlyFolders {
				included = append(included, strings.Join(segments[:i+1], "/"))
			}
			excluded = excluded || matches && (folder || !onlyFolders)
		}
		if !excluded {
			left = append(left, name)
		}
		got, _ := paths(t, source.Walk(files, source.Include(pattern)))
		assert.Equal(t, append([]string{}, included...), got)
		got, _ = paths(t, source.Walk(files, source.Exclude(pattern)))
		assert.Equal(t, append([]string{}, left...), got)
	})
}
