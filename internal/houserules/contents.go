package houserules

import (
	"slices"
	"strings"

	"github.com/seed-09178888/leat/internal/apidoc"
)

// contents: the doc.go of a package that users import has a table, # Contents,
// of all there is: what is declared, and the methods of the type that the package
// is named after. Constants are found with their type, other methods likewise.
func contents(r *repo, report report) {
	declared := map[string][]*decl{} // by folder
	for _, d := range r.decls {
		declared[d.file.dir] = append(declared[d.file.dir], d)
	}
	for dir, ds := range declared {
		i := slices.IndexFunc(r.files, func(f *file) bool { return f.dir == dir && f.base == "doc" && !f.test })
		if i < 0 {
			report(ds[0].file.path, r.line(ds[0].file.syntax.Package), "the package has no doc.go, with a table # Contents of what is in it")
			continue
		}
		page := r.files[i]
		listed := map[string]bool{}
		for _, g := range apidoc.Contents(page.syntax.Doc.Text()) {
			for _, name := range g.Names {
				listed[name] = true
				if !slices.ContainsFunc(ds, func(d *decl) bool { return d.name == name || d.full() == name }) {
					report(page.path, r.line(page.syntax.Package), "# Contents lists %s, which is not exported", name)
				}
			}
		}
		for _, d := range ds {
			if d.ofPackage() && !listed[d.name] && !listed[d.full()] {
				report(d.file.path, d.line, "%s does not stand in the table # Contents of %s", d.full(), page.path)
			}
		}
	}
}

// ofPackage: d is looked for in the table of its package, not with a type.
func (d *decl) ofPackage() bool {
	if d.recv == "" {
		return !d.constant
	}
	return strings.EqualFold(d.recv, d.file.syntax.Name.Name) && !d.unwritten()
}
