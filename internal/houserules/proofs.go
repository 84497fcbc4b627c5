package houserules

import (
	"bytes"
	"go/ast"
	"regexp"
)

// proofPage is where each guarantee stands with the tests that prove it.
const proofPage = "docs/guarantees.md"

var namesTest = regexp.MustCompile(`\bTest[A-Z0-9]\w*`)

// proofs: a test that a page of docs names is there, and the page of the
// guarantees names every test that is numbered after one.
func proofs(r *repo, report report) {
	exists := map[string]bool{}
	var numbered []*ast.FuncDecl
	paths := map[*ast.FuncDecl]string{}
	for _, f := range r.files {
		for _, d := range f.syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || !f.test || fn.Recv != nil {
				continue
			}
			exists[fn.Name.Name] = true
			if ofTest.MatchString(fn.Name.Name) {
				numbered = append(numbered, fn)
				paths[fn] = f.path
			}
		}
	}
	for _, p := range r.pages {
		named := map[string]bool{}
		for i, line := range bytes.Split(p.src, []byte("\n")) {
			for _, name := range namesTest.FindAll(line, -1) {
				named[string(name)] = true
				if !exists[string(name)] {
					report(p.path, i+1, "there is no test %s", name)
				}
			}
		}
		if p.path != proofPage {
			continue
		}
		for _, fn := range numbered {
			if !named[fn.Name.Name] {
				report(paths[fn], r.line(fn.Name.Pos()), "%s does not name %s", proofPage, fn.Name.Name)
			}
		}
	}
}
