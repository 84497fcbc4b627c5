package apidoc

import (
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
)

// A Chain is an example, with what it is for.
type Chain struct{ About, Code string }

// Chains reads the examples of a file in the order in which they stand there.
func Chains(root fs.FS, name string) ([]Chain, error) {
	src, err := fs.ReadFile(root, name)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	all := make([]Chain, len(doc.Examples(f)))
	for _, ex := range doc.Examples(f) { // sorted by name; Order is that of the file
		body := string(src[fset.Position(ex.Code.Pos()).Offset+1 : fset.Position(ex.Code.End()).Offset-1])
		lines := strings.SplitAfter(strings.TrimLeft(body, "\n"), "\n")
		for i, line := range lines {
			lines[i] = strings.TrimPrefix(line, "\t")
		}
		all[ex.Order] = Chain{About: strings.TrimSpace(ex.Doc), Code: strings.Join(lines, "")}
	}
	return all, nil
}
