package houserules

import (
	"go/ast"
	"go/doc"
	"regexp"
	"slices"
	"strings"
)

// examples: every exported name has an Example that is run. For a type it may be
// that of a method or of what returns it; constants are shown by what takes them.
func examples(r *repo, report report) {
	shown := map[string][]string{} // by folder
	for dir, files := range r.dirs(func(f *file) bool { return f.test }) {
		for _, f := range files {
			for _, ex := range doc.Examples(f.syntax) {
				shown[dir] = append(shown[dir], ex.Name)
				if ex.Output == "" && !ex.EmptyOutput && f.public() {
					report(f.path, r.line(ex.Code.Pos()), "Example%s is compiled but not run: end it with // Output: ...", ex.Name)
				}
			}
		}
	}
	for _, d := range r.decls {
		key := strings.ReplaceAll(d.full(), ".", "_")
		if !d.constant && !d.unwritten() && !covers(shown[d.file.dir], key) && !r.typeShown(d, shown[d.file.dir]) {
			report(d.file.path, d.line, "%s has no Example: func Example%s() with // Output: in %s_test.go", d.full(), key, d.file.base)
		}
	}
}

var suffix = regexp.MustCompile(`^_[a-z]`)

// covers: one of the Examples is of key, by itself or with a suffix as in Iter_empty.
func covers(shown []string, key string) bool {
	return slices.ContainsFunc(shown, func(name string) bool {
		rest, ok := strings.CutPrefix(name, key)
		return ok && (rest == "" || suffix.MatchString(rest))
	})
}

// typeShown: d is a type, and a method of it or a function that returns it is shown.
func (r *repo) typeShown(d *decl, shown []string) bool {
	if d.typ == nil {
		return false
	}
	return slices.ContainsFunc(r.decls, func(fn *decl) bool {
		if fn.file.dir != d.file.dir || fn.fn == nil {
			return false
		}
		returns := slices.ContainsFunc(types(fn.fn.Type.Results), func(t ast.Expr) bool {
			return qualified(fn.file, t) == d.file.dir+"."+d.name
		})
		return (fn.recv == d.name || returns) && covers(shown, strings.ReplaceAll(fn.full(), ".", "_"))
	})
}
