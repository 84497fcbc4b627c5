package houserules

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
)

var note = regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b`)

// leftovers: what is begun is finished. A test may be skipped where it cannot
// hold, so a skip stands behind a condition and says the reason.
func leftovers(r *repo, report report) {
	for _, f := range r.files {
		for _, group := range f.syntax.Comments {
			for _, c := range group.List {
				if m := note.FindString(c.Text); m != "" {
					report(f.path, r.line(c.Pos()), "%s: do it, or open an issue and leave the comment out", m)
				}
			}
		}
		if f.test {
			skips(r, f, report)
		}
	}
}

func skips(r *repo, f *file, report report) {
	ast.PreorderStack(f.syntax, nil, func(n ast.Node, above []ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, sel.Sel.Name) {
			return true
		}
		t, ok := sel.X.(*ast.Ident)
		if !ok {
			return true
		}
		if isTest, conditional := skipped(t.Name, above); isTest && (!conditional || !says(call)) {
			report(f.path, r.line(call.Pos()), "a test is skipped only where it cannot hold, and says why: if raceEnabled { %s.Skip(\"the race detector allocates\") }", t.Name)
		}
		return true
	})
}

// skipped looks upwards for the function whose parameter t is, and for a condition on the way.
func skipped(t string, above []ast.Node) (isTest, conditional bool) {
	for _, outer := range slices.Backward(above) {
		switch outer := outer.(type) {
		case *ast.IfStmt, *ast.CaseClause:
			conditional = true
		case *ast.FuncDecl:
			isTest = testing(outer.Type, t)
		case *ast.FuncLit:
			isTest = testing(outer.Type, t)
		}
		if isTest {
			break
		}
	}
	return isTest, conditional
}

// testing: the function has a parameter name of type *testing.T, testing.TB, *rapid.T or the like.
func testing(fn *ast.FuncType, name string) bool {
	return slices.ContainsFunc(fn.Params.List, func(p *ast.Field) bool {
		sel, ok := core(p.Type).(*ast.SelectorExpr)
		if !ok || !slices.ContainsFunc(p.Names, func(id *ast.Ident) bool { return id.Name == name }) {
			return false
		}
		pkg, ok := sel.X.(*ast.Ident)
		return ok && (pkg.Name == "testing" || pkg.Name == "rapid")
	})
}

// says: the first argument is a text that is not empty.
func says(call *ast.CallExpr) bool {
	if len(call.Args) == 0 {
		return false
	}
	text, ok := call.Args[0].(*ast.BasicLit)
	return !ok || text.Kind == token.STRING && len(text.Value) > 2
}
