package marble_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/apidoc"
	"github.com/seed-09178888/leat/internal/marble"
	"github.com/seed-09178888/leat/stage/stagetest"
)

var update = flag.Bool("update", false, "write docs/stages.md and its pictures instead of looking whether they are as they would be written")

const docs = "../../docs"

// An act is what is played for the picture of one name.
type act struct {
	name string // with its package: "stream.Take"
	do   func(*scene)
}

var acts = slices.Concat(elementScenes, boundaryScenes, sequenceScenes, terminalScenes, stageScenes)

// maxSize is what a picture may weigh.
const maxSize = 6 << 10

func TestStagesPage(t *testing.T) {
	code := codeOfActs(t)
	want := map[string][]byte{}
	drawn := map[string]picture{}
	for _, a := range acts {
		t.Run(a.name, func(t *testing.T) {
			d := draw(t, a, code[a.name])
			require.NoError(t, d.Check())
			svg := d.SVG()
			for range 10 {
				require.Equal(t, d.Title, draw(t, a, d.Code).Title, "two things happen at one instant: the picture would depend on which comes first")
			}
			assert.LessOrEqual(t, len(svg), maxSize)
			file := "stages/" + strings.ReplaceAll(a.name, ".", "-") + ".svg"
			require.NotContains(t, want, file, "two acts of one name")
			want[file], drawn[a.name] = svg, picture{file, d.Title}
		})
	}
	packages, err := apidoc.Load(os.DirFS("../.."))
	require.NoError(t, err)
	want["stages.md"] = stagesPage(t, packages, drawn)
	if *update {
		write(t, want)
		return
	}
	for file, content := range want {
		got, err := os.ReadFile(filepath.Join(docs, file))
		assert.NoError(t, err)
		assert.True(t, bytes.Equal(content, got), "docs/%s is not what the stages do: go generate ./internal/marble, and look at it", file)
	}
	there, err := filepath.Glob(filepath.Join(docs, "stages", "*"))
	require.NoError(t, err)
	assert.Len(t, there, len(drawn), "docs/stages has a picture of nothing: go generate ./internal/marble")
}

func draw(t *testing.T, a act, code string) marble.Diagram {
	t.Helper()
	require.NotEmpty(t, code, "an act ends in a call of out, busy or returns")
	in, out := play(t, a.do)
	return marble.Diagram{Title: title(a.name, in, out), Code: code, In: in, Out: out}
}

// write replaces the page and all of its pictures.
func write(t *testing.T, files map[string][]byte) {
	t.Helper()
	require.NoError(t, os.RemoveAll(filepath.Join(docs, "stages")))
	require.NoError(t, os.MkdirAll(filepath.Join(docs, "stages"), 0o755))
	for file, content := range files {
		require.NoError(t, os.WriteFile(filepath.Join(docs, file), content, 0o644))
	}
}

// codeOfActs returns what each act gives to out, busy or returns, as it stands in the source.
func codeOfActs(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*_scenes_test.go")
	require.NoError(t, err)
	code := map[string]string{}
	for _, file := range files {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || lit.Type != nil || len(lit.Elts) != 2 {
				return true
			}
			name, isName := lit.Elts[0].(*ast.BasicLit)
			do, isFunc := lit.Elts[1].(*ast.FuncLit)
			if isName && isFunc {
				code[strings.Trim(name.Value, `"`)] = shown(t, fset, do)
			}
			return true
		})
	}
	return code
}

// shown is the last argument of the call that ends the act.
func shown(t *testing.T, fset *token.FileSet, do *ast.FuncLit) string {
	t.Helper()
	last, ok := do.Body.List[len(do.Body.List)-1].(*ast.ExprStmt)
	require.True(t, ok, "an act ends in a call")
	call, ok := last.X.(*ast.CallExpr)
	require.True(t, ok, "an act ends in a call")
	var out bytes.Buffer
	require.NoError(t, format.Node(&out, fset, call.Args[len(call.Args)-1]))
	require.NotContains(t, out.String(), "\n", "the code of a picture is one line")
	return out.String()
}

// title is the rows in words, as far as marbles have any.
func title(name string, in, out []marble.Row) string {
	var rows []string
	for _, r := range slices.Concat(in, out) {
		rows = append(rows, r.Label+" "+inWords(r))
	}
	return name + ": " + strings.Join(rows, "; ")
}

// inWords is a row as marbles, or who ran from when to when.
func inWords(r marble.Row) string {
	var words []string
	for _, b := range r.Bars {
		how := map[marble.Outcome]string{marble.Failed: "#", marble.Cancelled: " cancelled"}[b.How]
		words = append(words, fmt.Sprintf("%s %d-%d%s", b.Text, b.From, b.To, how))
	}
	if len(words) > 0 {
		return strings.Join(words, ", ")
	}
	kinds := map[marble.Kind]stagetest.Kind{marble.Error: stagetest.Error, marble.End: stagetest.End}
	var script stagetest.Script
	for _, m := range r.Marks {
		if m.Faint {
			break
		}
		for len(script) <= m.Tick {
			script = append(script, nil)
		}
		script[m.Tick] = append(script[m.Tick], stagetest.Symbol{Kind: kinds[m.Kind], Text: m.Text})
	}
	return script.String()
}

// A picture is a file with what it shows in words.
type picture struct{ file, alt string }

func (p picture) String() string {
	return fmt.Sprintf(`<img src="%s" width="660" alt="%s">`, p.file, html.EscapeString(p.alt))
}
