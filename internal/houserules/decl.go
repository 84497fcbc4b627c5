package houserules

import (
	"go/ast"
	"go/token"
	"slices"
)

// A decl is an exported name of a package that users import.
type decl struct {
	file *file
	name string
	recv string        // of a method: its type
	line int           // of the name
	fn   *ast.FuncDecl // nil for types, variables and constants
	typ  *ast.TypeSpec // of a type

	constant bool
}

// full is the name as doc links have it: "Stream.Take", "Iter".
func (d *decl) full() string {
	if d.recv != "" {
		return d.recv + "." + d.name
	}
	return d.name
}

// unwritten: the method is called by fmt or errors, not by users.
func (d *decl) unwritten() bool {
	return d.recv != "" && slices.Contains([]string{"As", "Error", "Is", "String", "Unwrap"}, d.name)
}

// exported lists the declarations of f that users see.
func (r *repo) exported(f *file) []*decl {
	var all []*decl
	add := func(name *ast.Ident, d decl) {
		if name.IsExported() {
			d.file, d.name, d.line = f, name.Name, r.line(name.Pos())
			all = append(all, &d)
		}
	}
	for _, node := range f.syntax.Decls {
		switch node := node.(type) {
		case *ast.FuncDecl:
			if node.Recv == nil {
				add(node.Name, decl{fn: node})
			} else if recv, ok := core(node.Recv.List[0].Type).(*ast.Ident); ok && recv.IsExported() {
				add(node.Name, decl{fn: node, recv: recv.Name})
			}
		case *ast.GenDecl:
			for _, spec := range node.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					add(spec.Name, decl{typ: spec})
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						add(name, decl{constant: node.Tok == token.CONST})
					}
				}
			}
		}
	}
	return all
}

// core is the type that is left of Stream[T], *Stream[T], ...Stream[T] and []Stream[T].
func core(t ast.Expr) ast.Expr {
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ellipsis:
			t = x.Elt
		case *ast.ArrayType:
			t = x.Elt
		default:
			return t
		}
	}
}
