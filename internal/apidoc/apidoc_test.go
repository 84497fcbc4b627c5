package apidoc_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/apidoc"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func tree() fstest.MapFS {
	return fstest.MapFS{
		"stream/doc.go": file(`// Package stream is a chain:
//
//	s.Map(f)
//
// # Terms
//
//   - element: a value, see
//     [Stream.Map].
//   - window: more.
//
// # Guarantees
//
//  1. Lazy. Nothing starts. What follows is left out.
//  2. Misuse panics: "stream: 0". See [Stream.Map].
//  3. No full stop
//
// # Contents
//
//	sources      Iter
//	             Of; also
//	per element  Map Result.Get Chan
//	limits       Limit: NewLimit
//
// # Behind
//
//	late         Late
package stream
`),
		"stream/stream.go": file(`package stream

import "context"

// A Stream is lazy. It is more.
type Stream[T any] struct{ f func() }

// Chan is a type of the name of a method.
type Chan int

// Iter yields xs: it says [Stream.Map] and more.
// In a second sentence, too.
func Iter[T any](xs []T) Stream[T] { return Stream[T]{} }

// Map applies:
//
//	f
func (s Stream[T]) Map[U any](ctx context.Context, f func(T) U) Stream[U] { return Stream[U]{} }

// Chan is a method.
func (s *Stream[T]) Chan() {}

func hidden() {}

// Kinds.
const (
	A = iota // first
	B
)
`),
		"stream/stream_test.go":  file("package stream_test\n\nfunc Tested() {}\n"),
		"sink/sink.go":           file("// Package sink is b.\npackage sink\n"),
		"a/a.go":                 file("package a\n"),
		"a/cmd/main.go":          file("package main\n"),
		"a/testonly/a_test.go":   file("package testonly\n"),
		"internal/x/x.go":        file("package x\n"),
		"other/go.mod":           file("module other\n"),
		"other/deep/o.go":        file("package deep\n"),
		".cache/c.go":            file("no go"),
		"stage/testdata/bad.go":  file("no go"),
		"stage/_off/bad.go":      file("no go"),
		"stage/stagetest/doc.go": file("// Package stagetest is c.\npackage stagetest\n"),
	}
}

func TestLoad(t *testing.T) {
	packages, err := apidoc.Load(tree())
	require.NoError(t, err)
	var paths []string
	for _, p := range packages {
		paths = append(paths, p.Path)
	}
	s := packages[0]

	t.Run("the packages that users import, what they build on first", func(t *testing.T) {
		assert.Equal(t, []string{"stream", "a", "sink", "stage/stagetest"}, paths)
	})
	t.Run("every exported name, with its first sentence", func(t *testing.T) {
		assert.Equal(t, []apidoc.Symbol{
			{Name: "A, B", Signature: "const (\n\tA = iota // first\n\tB\n)", Synopsis: "Kinds."},
			{Name: "Chan", Signature: "type Chan int", Synopsis: "Chan is a type of the name of a method."},
			{Name: "Stream", Signature: "type Stream[T any] struct { ... }", Synopsis: "A Stream is lazy."},
			{Name: "Iter", Signature: "func Iter[T any](xs []T) Stream[T]", Synopsis: "Iter yields xs: it says Stream.Map and more."},
			{Name: "Stream.Chan", Signature: "func (s *Stream[T]) Chan()", Synopsis: "Chan is a method."},
			{Name: "Stream.Map", Signature: "func (s Stream[T]) Map[U any](ctx context.Context, f func(T) U) Stream[U]", Synopsis: "Map applies."},
		}, s.Symbols)
	})
	t.Run("the table of contents, and nothing of other tables", func(t *testing.T) {
		assert.Equal(t, []apidoc.Group{
			{Title: "sources", Names: []string{"Iter", "Of"}},
			{Title: "per element", Names: []string{"Map", "Result.Get", "Chan"}},
			{Title: "limits", Names: []string{"Limit", "NewLimit"}},
		}, s.Contents)
		assert.Empty(t, packages[1].Contents)
	})
	t.Run("a name of the table is a method, or else any other", func(t *testing.T) {
		for name, full := range map[string]string{"Map": "Stream.Map", "Chan": "Stream.Chan", "Iter": "Iter", "Stream.Map": "Stream.Map"} {
			symbol, ok := s.Symbol(name)
			assert.True(t, ok, name)
			assert.Equal(t, full, symbol.Name)
		}
		_, ok := s.Symbol("Of")
		assert.False(t, ok)
	})
	t.Run("where a name is documented", func(t *testing.T) {
		assert.Equal(t, "https://pkg.go.dev/github.com/seed-09178888/leat/stream#Stream.Map", s.URL(apidoc.Symbol{Name: "Stream.Map"}))
	})
	t.Run("a file that does not parse is an error with its place", func(t *testing.T) {
		bad := tree()
		bad["sink/bad.go"] = file("package sink\n\nfunc {")
		_, err := apidoc.Load(bad)
		assert.ErrorContains(t, err, "sink/bad.go:3:6")
	})
}

func TestLLMs(t *testing.T) {
	packages, err := apidoc.Load(tree())
	require.NoError(t, err)
	page := apidoc.LLMs(packages, []apidoc.Chain{{About: "First.", Code: "a()\n\nb()\n"}})
	for _, part := range []string{
		"- element: a value, see Stream.Map.\n- window: more.\n",
		"\n1. Lazy. Nothing starts.\n2. Misuse panics: \"stream: 0\".\n3. No full stop\n",
		"\nFirst.\n\n\ta()\n\n\tb()\n",
		"\n## Package github.com/seed-09178888/leat/stream\n\nPackage stream is a chain.\n",
		"\n\tconst (\n\t\tA = iota // first\n\t\tB\n\t)\nKinds.\n",
		"\n## Package github.com/seed-09178888/leat/stage/stagetest\n\nPackage stagetest is c.\n",
	} {
		assert.Contains(t, page, part)
	}
}

func TestChains(t *testing.T) {
	fsys := fstest.MapFS{"x/a_test.go": file("package a\n\n// B is first.\nfunc Example_b() {\n\tb() // why\n\n\tif c {\n\t\td()\n\t}\n\t// Output: 1\n}\n\n// A is second.\nfunc Example_a() {\n\ta()\n}\n")}

	t.Run("as they stand in the file, and in its order", func(t *testing.T) {
		chains, err := apidoc.Chains(fsys, "x/a_test.go")
		require.NoError(t, err)
		assert.Equal(t, []apidoc.Chain{{About: "B is first.", Code: "b() // why\n\nif c {\n\td()\n}\n// Output: 1\n"}, {About: "A is second.", Code: "a()\n"}}, chains)
	})
	t.Run("a file that is not there, or not Go, is an error", func(t *testing.T) {
		_, err := apidoc.Chains(fsys, "x/b_test.go")
		assert.Error(t, err)
		fsys["x/c_test.go"] = file("x")
		_, err = apidoc.Chains(fsys, "x/c_test.go")
		assert.ErrorContains(t, err, "x/c_test.go:1:1")
	})
}
