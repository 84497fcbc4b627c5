// Package apidoc reads what the public packages say about themselves, and makes
// of it the pages in docs that would otherwise repeat it by hand.
//
// docs/llms.txt is made here, docs/stages.md by package marble, whose pictures it shows.
//
//	go generate ./internal/apidoc    writes docs/llms.txt anew
package apidoc

//go:generate go test -run=^TestLLMsPage$ -count=1 . -update

import (
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Module is the path of the module whose packages are read.
const Module = "github.com/seed-09178888/leat"

// A Package is what the documentation of one says.
type Package struct {
	Path     string // below Module: "stage/stagetest"
	Doc      string
	Contents []Group
	Symbols  []Symbol
	doc      *doc.Package
	fset     *token.FileSet
}

// A Symbol is an exported name.
type Symbol struct {
	Name      string // "Iter", "Stream.Map"
	Signature string
	Synopsis  string // the first sentence of its doc
}

// Load reads the public packages: those that are neither internal nor of another
// module, in the order of their paths, but the one that the others build on first.
func Load(root fs.FS) ([]*Package, error) {
	files := map[string][]string{}
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return enter(root, p)
		case path.Ext(p) == ".go" && path.Dir(p) != ".":
			files[path.Dir(p)] = append(files[path.Dir(p)], p)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var all []*Package
	for dir, names := range files {
		p, err := load(root, dir, names)
		if err != nil {
			return nil, err
		}
		if p != nil {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b *Package) int { return strings.Compare(rank(a), rank(b)) })
	return all, nil
}

func rank(p *Package) string {
	if p.Path == "stream" {
		return ""
	}
	return p.Path
}

// enter leaves out what users of the module cannot import.
func enter(root fs.FS, dir string) error {
	if dir == "." {
		return nil
	}
	base := path.Base(dir)
	if base == "internal" || base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
		return fs.SkipDir
	}
	if _, err := fs.Stat(root, path.Join(dir, "go.mod")); err == nil {
		return fs.SkipDir
	}
	return nil
}

// load is nil for a folder without a package that can be imported.
func load(root fs.FS, dir string, names []string) (*Package, error) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return nil, err
		}
		f, err := parser.ParseFile(fset, name, src, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	if len(files) == 0 || files[0].Name.Name == "main" {
		return nil, nil
	}
	d, err := doc.NewFromFiles(fset, files, Module+"/"+dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	p := &Package{Path: dir, Doc: d.Doc, Contents: Contents(d.Doc), doc: d, fset: fset}
	p.addSymbols()
	return p, nil
}

// Symbol finds a symbol as its package's table of contents has it: a method of
// the type that the package is named after without the type, or any other name.
func (p *Package) Symbol(name string) (Symbol, bool) {
	for _, full := range []string{title(path.Base(p.Path)) + "." + name, name} {
		if i := slices.IndexFunc(p.Symbols, func(s Symbol) bool { return s.Name == full }); i >= 0 {
			return p.Symbols[i], true
		}
	}
	return Symbol{}, false
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// URL is where the symbol is documented.
func (p *Package) URL(s Symbol) string {
	return "https://pkg.go.dev/" + Module + "/" + p.Path + "#" + s.Name
}
