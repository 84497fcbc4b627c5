package houserules

import (
	"go/ast"
	"slices"
	"strings"
)

// misused are the checks, by folder: unexported functions that return nothing
// and panic for misuse other than nil.
type misused map[string]bool

func misuseChecks(r *repo) misused {
	all := misused{}
	for _, f := range r.files {
		for _, node := range f.syntax.Decls {
			fn, ok := node.(*ast.FuncDecl)
			if ok && !fn.Name.IsExported() && fn.Type.Results == nil && (misused{}).in(f, fn) {
				all[f.dir+"."+fn.Name.Name] = true
			}
		}
	}
	return all
}

// byArgument: d has something to say under Misuse, since it checks its
// arguments itself or takes options, which have to fit.
func (m misused) byArgument(d *decl) bool {
	return m.in(d.file, d.fn) || slices.ContainsFunc(types(d.fn.Type.Params), func(t ast.Expr) bool {
		return slices.Contains([]string{"stream.Option", "source.Option", "sink.Option"}, qualified(d.file, t))
	})
}

// in: fn checks its arguments where the stage is built, not later in a function that it makes.
func (m misused) in(f *file, fn *ast.FuncDecl) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = found || m.check(f, n)
		}
		return true
	})
	return found
}

// check: the call is of misuse, for something else than nil, or of a function known to call it.
func (m misused) check(f *file, call *ast.CallExpr) bool {
	name := ""
	switch fun := core(call.Fun).(type) {
	case *ast.Ident:
		name = fun.Name
	case *ast.SelectorExpr:
		name = fun.Sel.Name
	}
	if name != "misuse" {
		return m[f.dir+"."+name]
	}
	return !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool {
		text, ok := arg.(*ast.BasicLit)
		return ok && strings.Contains(text.Value, "must not be nil")
	})
}
