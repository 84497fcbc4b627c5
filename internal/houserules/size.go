package houserules

import (
	"go/ast"
	"strings"
)

const (
	maxFile     = 250
	maxTestFile = 400
	maxFunction = 50
	maxExample  = 15
)

// sizes: what can be read in one go. Functions of tests may be longer, since
// their tables are not logic.
func sizes(r *repo, report report) {
	for _, f := range r.files {
		limit := maxFile
		if f.test {
			limit = maxTestFile
		}
		if n := f.lines(); n > limit {
			report(f.path, limit+1, "the file has %d lines, %d at most: split it by concept", n, limit)
		}
		for _, d := range f.syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			n := r.lines(fn)
			if !f.test && n > maxFunction {
				report(f.path, r.line(fn.Name.Pos()), "%s has %d lines, %d at most: give parts of it a name", fn.Name.Name, n, maxFunction)
			}
			if n := r.line(fn.Body.Rbrace) - r.line(fn.Body.Lbrace) - 1; f.test && isExample(fn) && n > maxExample {
				report(f.path, r.line(fn.Name.Pos()), "%s has %d lines in its body, %d at most: show one thing", fn.Name.Name, n, maxExample)
			}
		}
	}
}

func isExample(fn *ast.FuncDecl) bool {
	return fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Example") && fn.Type.Params.NumFields() == 0
}
