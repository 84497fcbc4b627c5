package conformance_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// groups says how many cases each group has.
var groups = []struct {
	letter string
	cases  int
}{
	{"A", 17}, {"B", 30}, {"C", 14}, {"D", 20}, {"E", 24}, {"F", 11}, {"G", 10},
	{"H", 31}, {"I", 20}, {"J", 9}, {"K", 8}, {"L", 14}, {"M", 14},
}

// ids are those of all cases.
func ids() []string {
	var all []string
	for _, g := range groups {
		for i := range g.cases {
			all = append(all, fmt.Sprint(g.letter, i+1))
		}
	}
	return all
}

const page = "../../docs/rust.md"

func TestEveryCaseIsRunOrSaidToBeLeftOut(t *testing.T) {
	out, different, run := casesOf(t, "### Cases left out"), casesOf(t, "### Different on purpose"), map[string]bool{}
	for _, b := range suite {
		run[b.id] = true
	}
	known := map[string]bool{}
	for _, id := range ids() {
		known[id] = true
		assert.NotEqual(t, run[id], out[id], "%s is run: %v, left out by docs/rust.md: %v; it must be one of them", id, run[id], out[id])
		assert.True(t, run[id] || !different[id], "%s is different by docs/rust.md, but not run", id)
	}
	for _, listed := range []map[string]bool{run, out, different} {
		for id := range listed {
			assert.True(t, known[id], "there is no case %s", id)
		}
	}
}

// casesOf reads the ids in the first column of the table under a heading: "A1, B2 - B4".
func casesOf(t *testing.T, heading string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	_, section, ok := strings.Cut(string(text), heading+"\n")
	require.True(t, ok, heading)
	if i := strings.Index(section, "\n#"); i >= 0 {
		section = section[:i]
	}
	found := map[string]bool{}
	row := regexp.MustCompile(`(?m)^\| ([A-M]\d[^|]*?) \|`)
	part := regexp.MustCompile(`^([A-M])(\d+)(?: - [A-M](\d+))?$`)
	for _, m := range row.FindAllStringSubmatch(section, -1) {
		for p := range strings.SplitSeq(m[1], ", ") {
			ends := part.FindStringSubmatch(p)
			require.NotNil(t, ends, "%q in %q", p, heading)
			from, _ := strconv.Atoi(ends[2])
			to, _ := strconv.Atoi(ends[3])
			for i := from; i <= max(from, to); i++ {
				id := fmt.Sprint(ends[1], i)
				assert.False(t, found[id], "%s stands in %q twice", id, heading)
				found[id] = true
			}
		}
	}
	require.NotEmpty(t, found, heading)
	return found
}

// Whoever looks a name up finds one that exists, unless it is in italics: planned.
func TestThePageNamesWhatExists(t *testing.T) {
	names := exported(t, "stream", "../../stream")
	for _, pkg := range []string{"stage", "source", "sink"} {
		for name := range exported(t, pkg, "../../"+pkg) {
			names[pkg+"."+name] = true
		}
	}
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	italics := regexp.MustCompile(`(^|[ (])\*[^* ][^*]*\*`)
	code := regexp.MustCompile("`((?:stage\\.|source\\.|sink\\.)?[A-Z]\\w*)`")
	seen := 0
	for row := range strings.SplitSeq(string(text), "\n") {
		columns := strings.Split(strings.ReplaceAll(row, `\|`, "/"), "|")
		if len(columns) != 5 {
			continue
		}
		for _, column := range columns[2:4] {
			for _, m := range code.FindAllStringSubmatch(italics.ReplaceAllString(column, ""), -1) {
				assert.True(t, names[m[1]], "%s does not exist: %s", m[1], row)
				seen++
			}
		}
	}
	assert.Greater(t, seen, 100)
}

// exported are the exported functions, methods and types of a package.
func exported(t *testing.T, name, dir string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	files := token.NewFileSet()
	entries, err := fs.Glob(os.DirFS(dir), "*.go")
	require.NoError(t, err)
	for _, entry := range entries {
		if strings.HasSuffix(entry, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, dir+"/"+entry, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		require.Equal(t, name, file.Name.Name)
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				names[d.Name.Name] = d.Name.IsExported()
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok {
						names[ts.Name.Name] = ts.Name.IsExported()
					}
				}
			}
		}
	}
	return names
}
