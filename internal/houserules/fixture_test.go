package houserules_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/houserules"
)

var (
	fileHead = regexp.MustCompile(`(?m)^-- (.+) --\n`)
	wanted   = regexp.MustCompile(` ?// ! (.+)$`)
)

// holds checks a repository written as
//
//	-- stream/take.go --
//	package stream // ! what the rule has to say of this line
//
// The violations of the rule must be those that are marked, in these lines and no others.
func holds(t *testing.T, rule, repository string) {
	t.Helper()
	fsys := fstest.MapFS{}
	var want []houserules.Violation
	heads := fileHead.FindAllStringSubmatchIndex(repository, -1)
	require.NotEmpty(t, heads)
	for i, head := range heads {
		end := len(repository)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		path := repository[head[2]:head[3]]
		lines := strings.Split(strings.TrimSuffix(repository[head[1]:end], "\n"), "\n")
		for n, line := range lines {
			for m := wanted.FindStringSubmatch(line); m != nil; m = wanted.FindStringSubmatch(line) {
				line = strings.TrimSuffix(line, m[0])
				for text := range strings.SplitSeq(m[1], " // ! ") {
					want = append(want, houserules.Violation{File: path, Line: n + 1, Text: text})
				}
			}
			lines[n] = line
		}
		fsys[path] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n") + "\n")}
	}

	slices.SortStableFunc(want, func(a, b houserules.Violation) int { return strings.Compare(a.File, b.File) })

	all, err := houserules.Check(fsys)
	require.NoError(t, err)
	var got []houserules.Violation
	for _, v := range all {
		if v.Rule == rule {
			got = append(got, v)
		}
	}
	equal := len(got) == len(want)
	for i := 0; equal && i < len(got); i++ {
		equal = got[i].File == want[i].File && got[i].Line == want[i].Line && strings.Contains(got[i].Text, want[i].Text)
	}
	assert.True(t, equal, "want:\n%s\ngot:\n%s", list(want), list(got))
}

func list(vs []houserules.Violation) string {
	var out strings.Builder
	for _, v := range vs {
		fmt.Fprintln(&out, v)
	}
	return out.String()
}

func TestCheck(t *testing.T) {
	t.Run("violations are sorted by file and line", func(t *testing.T) {
		vs, err := houserules.Check(fstest.MapFS{
			"sink/b.go":   {Data: []byte("package sink\n\n// TODO: b\n\nfunc F() {}\n")},
			"source/a.go": {Data: []byte("package source\n\n// TODO: a\n")},
			"sink/a.go":   {Data: []byte("package sink\n\n// TODO: a\n")},
		})
		require.NoError(t, err)
		var at []string
		for _, v := range vs {
			at = append(at, fmt.Sprintf("%s:%d %s", v.File, v.Line, v.Rule))
		}
		assert.Equal(t, []string{
			"sink/a.go:3 leftovers",
			"sink/b.go:1 names", "sink/b.go:1 names", "sink/b.go:1 contents", "sink/b.go:3 leftovers", "sink/b.go:5 docs", "sink/b.go:5 examples",
			"source/a.go:3 leftovers",
		}, at)
	})
	t.Run("a violation is one line that editors can follow", func(t *testing.T) {
		v := houserules.Violation{File: "a/b.go", Line: 7, Rule: "size", Text: "too long"}
		assert.Equal(t, "a/b.go:7: too long (size)", v.String())
	})
	t.Run("an exception covers what it names, and has to cover something", func(t *testing.T) {
		vs, err := houserules.Check(
			fstest.MapFS{
				"internal/a.go": {Data: []byte("package a\n\n// TODO: a\n\n// FIXME: b\n")},
				"internal/b.go": {Data: []byte("package a\n\n// TODO: b\n")},
			},
			houserules.Exception{Rule: "leftovers", File: "internal/a.go", About: "TODO"},
			houserules.Exception{Rule: "size", File: "internal/b.go", About: "TODO"},
		)
		require.NoError(t, err)
		assert.Equal(t, `internal/a.go:5: FIXME: do it, or open an issue and leave the comment out (leftovers)
internal/b.go:1: the exception for "TODO" covers nothing: take it out (size)
internal/b.go:3: TODO: do it, or open an issue and leave the comment out (leftovers)
`, list(vs))
	})
	t.Run("what the go tool ignores is not looked at", func(t *testing.T) {
		vs, err := houserules.Check(fstest.MapFS{
			"stream/testdata/bad.go": {Data: []byte("not Go")},
			"stream/_bad.go":         {Data: []byte("not Go")},
			".cache/bad.go":          {Data: []byte("not Go")},
			"_old/bad.go":            {Data: []byte("not Go")},
			"vendor/x/bad.go":        {Data: []byte("not Go")},
			"stream/notes.txt":       {Data: []byte("TODO")},
		})
		require.NoError(t, err)
		assert.Empty(t, vs)
	})
	t.Run("a file that does not parse is an error with its place", func(t *testing.T) {
		_, err := houserules.Check(fstest.MapFS{"stream/bad.go": {Data: []byte("package stream\n\nfunc {")}})
		assert.ErrorContains(t, err, "stream/bad.go:3:6")
	})
}
