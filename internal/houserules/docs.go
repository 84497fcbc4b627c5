package houserules

import (
	"go/ast"
	"slices"
	"strings"
)

// docs: the doc comment of an operator says the same things in the same order.
func docs(r *repo, report report) {
	known := map[string]*decl{}
	for _, d := range r.decls {
		known[d.file.dir+"."+d.full()] = d
	}
	checks := misuseChecks(r)
	for _, d := range r.decls {
		if d.fn == nil {
			continue
		}
		say := func(line int, format string, args ...any) { report(d.file.path, line, d.full()+": "+format, args...) }
		c := r.comment(d.fn.Doc)
		if first, _, _ := strings.Cut(c.head, " "); first != d.name {
			say(d.line, "the doc comment begins with the name: // %s ...", d.name)
		}
		kind := r.kindOf(d)
		if !kind.operator || d.file.dir == "stage/stagetest" {
			continue
		}
		want := labels[:5:5]
		if kind.sink {
			want = append(want, "Left")
		}
		if kind.source {
			want = append(want, "Again")
		}
		name, isTwin, isAlias := c.like()
		if isTwin || isAlias {
			want = nil
			base := known[linked(d.file, name)]
			if base == nil || base.fn == nil {
				say(d.line, "its doc refers to [%s], which is no exported function", name)
			} else if isTwin {
				want = differs(base, d)
			}
		} else if checks.byArgument(d) {
			want = append(want, "Misuse")
		}
		want = append(want, "Rust")
		if !c.marble && !isAlias {
			say(d.line, "an indented marble diagram stands before the labels, as in the doc of stream.Take")
		}
		form(c, want, say, d.line)
	}
}

// form: all labels are there, say something and stand in their order.
func form(c comment, want []string, say func(line int, format string, args ...any), at int) {
	var missing []string
	for _, name := range want {
		if !slices.ContainsFunc(c.labels, func(l labelled) bool { return l.name == name }) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		say(at, "its doc lacks the labels %s: each a paragraph // %s: ... (several may share one: // Order, Memory: ...)", strings.Join(missing, ", "), missing[0])
	}
	last := -1
	for _, l := range c.labels {
		i := slices.Index(labels, l.name)
		switch {
		case i == last:
			say(l.line, "the label %s stands there twice", l.name)
		case i < last:
			say(l.line, "the label %s stands behind %s; the order is %s", l.name, labels[last], strings.Join(labels, ", "))
		case l.empty:
			say(l.line, "the label %s says nothing; if there is nothing to say, say so: // Memory: nothing is kept.", l.name)
		case l.glued:
			say(l.line, "an empty line // stands before the label %s, or it is shown as part of the paragraph above", l.name)
		}
		last = max(last, i)
	}
}

// linked is what a doc link refers to: [Iter] and [Stream.Map] in the package itself, [stream.Iter] in one that it imports.
func linked(f *file, name string) string {
	pkg, rest, _ := strings.Cut(name, ".")
	if dir, ok := strings.CutPrefix(f.imports[pkg], module+"/"); ok {
		return dir + "." + rest
	}
	return f.dir + "." + name
}

// differs are the labels under which a twin has something to say: errors, if it
// fails where base does not, and when the context ends that base has not.
func differs(base, d *decl) []string {
	var want []string
	if strings.HasPrefix(d.name, "Try") || mentions(d, "error") && !mentions(base, "error") {
		want = append(want, "Errors")
	}
	if mentions(d, "context") && !mentions(base, "context") {
		want = append(want, "Cancellation")
	}
	return want
}

// mentions reports whether the type of a parameter speaks of name: that of a function or an iterator, not ctx itself.
func mentions(d *decl, name string) bool {
	found := false
	for _, t := range types(d.fn.Type.Params) {
		if _, ok := t.(*ast.SelectorExpr); ok {
			continue
		}
		ast.Inspect(t, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && id.Name == name
			return true
		})
	}
	return found
}
