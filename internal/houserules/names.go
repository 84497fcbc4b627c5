package houserules

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// maxOperators is how many exported functions make a family. X and TryX count
// once; the methods of a type that stands in the file, and what returns it, do not count.
const maxOperators = 3

// vague names say nothing of what is in the file.
var vague = regexp.MustCompile(`(^|_)(utils?|helpers?|misc|\d+)$`)

// names: a file is found by the name of what is in it, and its tests beside it.
func names(r *repo, report report) {
	exported := map[*file][]*decl{}
	for _, d := range r.decls {
		if !d.unwritten() {
			exported[d.file] = append(exported[d.file], d)
		}
	}
	tests := map[string]bool{}
	for _, f := range r.files {
		tests[f.path] = f.test
	}
	for _, f := range r.files {
		at := r.line(f.syntax.Package)
		if vague.MatchString(f.base) {
			report(f.path, at, "%s says nothing of what is in the file: split by concept, and name each after its concept", f.base)
		}
		pkg := f.syntax.Name.Name
		if f.test && f.public() && f.base != "export" && !strings.HasSuffix(pkg, "_test") {
			report(f.path, at, "tests see what users see: package %s_test", pkg)
		}
		ds := exported[f]
		if len(ds) == 0 {
			continue
		}
		if !namedAfter(f, ds) {
			report(f.path, at, "the file is named after what it declares: %s.go, for example", snake(ds[0].name))
		}
		if n := operators(ds); len(n) > maxOperators {
			report(f.path, at, "one operator or one family a file, but here are %s: give them files of their own", strings.Join(n, ", "))
		}
		if test := strings.TrimSuffix(f.path, ".go") + "_test.go"; !tests[test] {
			report(f.path, at, "the tests of %s stand beside it, in %s", ds[0].full(), test)
		}
	}
}

// namedAfter: one of the names, its plural, the package, or what all operators of the file have in common.
func namedAfter(f *file, ds []*decl) bool {
	if f.base == f.syntax.Name.Name {
		return true
	}
	if slices.ContainsFunc(ds, func(d *decl) bool { return f.base == snake(d.name) || f.base == snake(d.name)+"s" }) {
		return true
	}
	ops := operators(ds)
	return len(ops) > 0 && !slices.ContainsFunc(ops, func(name string) bool {
		return !strings.Contains("_"+snake(name)+"_", "_"+f.base+"_")
	})
}

// operators are the exported functions of a file as maxOperators counts them.
func operators(ds []*decl) []string {
	declared := map[string]bool{} // types
	for _, d := range ds {
		if d.typ != nil {
			declared[d.name] = true
		}
	}
	ours := func(t ast.Expr) bool {
		id, ok := core(t).(*ast.Ident)
		return ok && declared[id.Name]
	}
	var all []string
	seen := map[string]bool{}
	for _, d := range ds {
		if d.fn == nil || declared[d.recv] || slices.ContainsFunc(types(d.fn.Type.Results), ours) {
			continue
		}
		if x := strings.TrimPrefix(d.name, "Try"); !seen[x] {
			seen[x] = true
			all = append(all, d.name)
		}
	}
	return all
}

// snake is FromSeq2 as from_seq2, ReadCSV as read_csv.
func snake(name string) string {
	var out strings.Builder
	rs := []rune(name)
	for i, c := range rs {
		if i > 0 && unicode.IsUpper(c) {
			afterLower := !unicode.IsUpper(rs[i-1])
			beforeLower := i+1 < len(rs) && unicode.IsLower(rs[i+1])
			if afterLower || beforeLower {
				out.WriteByte('_')
			}
		}
		out.WriteRune(unicode.ToLower(c))
	}
	return out.String()
}
