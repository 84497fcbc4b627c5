package stream_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Everything exported that takes a function has a row in one of the tables, or
// its function has never been seen to crash. A row is named after it: "Map",
// "TaskSet.Go", and what stands behind a comma says which function it is.
func TestGuarantee11Complete(t *testing.T) {
	rows := map[string]bool{}
	for _, names := range [][]string{
		slices.Collect(maps.Keys(gCrashes)), slices.Collect(maps.Keys(gTerminalCrashes)), slices.Collect(maps.Keys(gPassing)),
	} {
		for _, name := range names {
			name, _, _ = strings.Cut(name, ",")
			rows[name] = true
		}
	}
	takers := takersOfFunctions(t)
	require.Greater(t, len(takers), 45, "the package has been read")
	for _, taker := range takers {
		assert.True(t, rows[taker], "%s takes a function of the user: it needs a row in gCrashes, gTerminalCrashes or gPassing", taker)
	}
}

// takersOfFunctions are the exported functions and methods of the package with
// a parameter that is a function, or something the user makes of functions.
func takersOfFunctions(t *testing.T) []string {
	t.Helper()
	named, fns := map[string]ast.Expr{}, []*ast.FuncDecl{}
	files, err := fs.Glob(os.DirFS("."), "*.go")
	require.NoError(t, err)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, d := range syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				fns = append(fns, d)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if ts, ok := spec.(*ast.TypeSpec); ok && ts.Name.IsExported() && ts.Name.Name != "Option" { // which users cannot make
						named[ts.Name.Name] = ts.Type
					}
				}
			}
		}
	}
	var takers []string
	for _, fn := range fns {
		name := fn.Name.Name
		if recv := receiver(fn); recv != "" && recv != "Stream" {
			name = recv + "." + name
		}
		if recv := receiver(fn); !fn.Name.IsExported() || recv != "" && !ast.IsExported(recv) {
			continue
		}
		if slices.ContainsFunc(fn.Type.Params.List, func(p *ast.Field) bool { return isCode(p.Type, named) }) {
			takers = append(takers, name)
		}
	}
	return takers
}

// receiver is the name of the type that fn is a method of, or nothing.
func receiver(fn *ast.FuncDecl) string {
	name := ""
	if fn.Recv != nil {
		ast.Inspect(fn.Recv.List[0].Type, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && name == "" {
				name = id.Name
			}
			return true
		})
	}
	return name
}

// isCode reports whether a user passes code in a parameter of this type.
func isCode(t ast.Expr, named map[string]ast.Expr) bool {
	switch t := t.(type) {
	case *ast.FuncType, *ast.InterfaceType:
		return true
	case *ast.Ellipsis:
		return isCode(t.Elt, named)
	case *ast.StarExpr:
		return isCode(t.X, named)
	case *ast.IndexExpr:
		return isCode(t.X, named)
	case *ast.IndexListExpr:
		return isCode(t.X, named)
	case *ast.SelectorExpr:
		return t.Sel.Name == "Seq" || t.Sel.Name == "Seq2"
	case *ast.Ident:
		return named[t.Name] != nil && isCode(named[t.Name], named)
	case *ast.StructType:
		return slices.ContainsFunc(t.Fields.List, func(f *ast.Field) bool {
			return len(f.Names) > 0 && f.Names[0].IsExported() && isCode(f.Type, named)
		})
	}
	return false
}
