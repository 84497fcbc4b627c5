package houserules

import (
	"go/ast"
	"slices"
	"strings"
)

// classify finds the declarations of the public packages, and the types among
// them that are functions over streams, such as stage.Stage.
func (r *repo) classify() {
	for _, f := range r.files {
		if f.test || !f.public() {
			continue
		}
		for _, d := range r.exported(f) {
			r.decls = append(r.decls, d)
			if d.typ == nil {
				continue
			}
			if fn, ok := d.typ.Type.(*ast.FuncType); ok && r.overStreams(f, fn) {
				r.pipes[f.dir+"."+d.name] = true
			}
		}
	}
}

// kind is what a function has to do with streams.
type kind struct {
	operator bool // it is a source, stage, boundary, terminal or sink: its doc has labels
	source   bool // it makes a stream of something else
	sink     bool // a stream ends in it or in what it makes: its doc says what is left after a failure
}

func (r *repo) kindOf(d *decl) kind {
	if d.fn == nil {
		return kind{}
	}
	isStream := func(t ast.Expr) bool { return qualified(d.file, t) == "stream.Stream" }
	isPipe := func(t ast.Expr) bool { return r.isPipe(d.file, t) }
	takes := slices.ContainsFunc(types(d.fn.Type.Params), isStream) || slices.ContainsFunc(types(d.fn.Recv), isStream)
	yields := slices.ContainsFunc(types(d.fn.Type.Results), isStream)
	makes := slices.ContainsFunc(types(d.fn.Type.Results), isPipe)
	ends := d.file.dir == "sink" || slices.ContainsFunc(types(d.fn.Type.Results), func(t ast.Expr) bool { return qualified(d.file, t) == "sink.Sink" })
	return kind{operator: takes || yields || makes, source: yields && !takes, sink: ends}
}

// isPipe: t is a function over streams, by name or literally.
func (r *repo) isPipe(f *file, t ast.Expr) bool {
	if fn, ok := t.(*ast.FuncType); ok {
		return r.overStreams(f, fn)
	}
	return r.pipes[qualified(f, t)]
}

func (r *repo) overStreams(f *file, fn *ast.FuncType) bool {
	return slices.ContainsFunc(append(types(fn.Params), types(fn.Results)...), func(t ast.Expr) bool {
		return qualified(f, t) == "stream.Stream"
	})
}

// qualified names the type that t is made of, by the folder it is declared in:
// "stream.Stream". It is empty for types from elsewhere.
func qualified(f *file, t ast.Expr) string {
	switch t := core(t).(type) {
	case *ast.Ident:
		return f.dir + "." + t.Name
	case *ast.SelectorExpr:
		if pkg, ok := t.X.(*ast.Ident); ok {
			if dir, ok := strings.CutPrefix(f.imports[pkg.Name], module+"/"); ok {
				return dir + "." + t.Sel.Name
			}
		}
	}
	return ""
}

// types lists the types of parameters, results or a receiver.
func types(fields *ast.FieldList) []ast.Expr {
	var all []ast.Expr
	if fields != nil {
		for _, field := range fields.List {
			all = append(all, field.Type)
		}
	}
	return all
}
