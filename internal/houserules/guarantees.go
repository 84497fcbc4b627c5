package houserules

import (
	"go/ast"
	"regexp"
	"strconv"
	"strings"
)

var (
	numbered   = regexp.MustCompile(`^//  (\d+)\. `)
	ofTest     = regexp.MustCompile(`^TestGuarantee(\d+)`)
	referredTo = regexp.MustCompile(`\bguarantees? (\d+)\b`)
)

// guarantees: each one in stream's package documentation has a test
// TestGuaranteeNN, and nothing speaks of one that is not there.
func guarantees(r *repo, report report) {
	listed := map[int]int{} // the line of each
	file := ""
	for _, f := range r.files {
		if f.dir == "stream" && f.syntax.Doc != nil && strings.Contains(f.syntax.Doc.Text(), "# Guarantees") {
			file = f.path
			for _, c := range f.syntax.Doc.List {
				if m := numbered.FindStringSubmatch(c.Text); m != nil {
					listed[number(m[1])] = r.line(c.Pos())
				}
			}
		}
	}
	if file == "" {
		return
	}
	tested := map[int]bool{}
	for _, f := range r.files {
		for _, d := range f.syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if m := ofTest.FindStringSubmatch(fn.Name.Name); m != nil && f.test {
				n := number(m[1])
				tested[n] = true
				if listed[n] == 0 {
					report(f.path, r.line(fn.Name.Pos()), "%s tests a guarantee that %s does not list", fn.Name.Name, file)
				}
			}
		}
		for _, group := range f.syntax.Comments {
			for _, c := range group.List {
				if m := referredTo.FindStringSubmatch(c.Text); m != nil && listed[number(m[1])] == 0 {
					report(f.path, r.line(c.Pos()), "%s does not list a guarantee %s", file, m[1])
				}
			}
		}
	}
	for n, line := range listed {
		if !tested[n] {
			report(file, line, "guarantee %d has no test that fails when it is broken: func TestGuarantee%02d...(t *testing.T)", n, n)
		}
	}
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // what the patterns match are digits
	return n
}
