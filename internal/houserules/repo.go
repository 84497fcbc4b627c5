package houserules

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// module is the path of the root module; an import below it is one of the repository.
const module = "github.com/seed-09178888/leat"

// A repo is all of the repository that is checked, nested modules included.
type repo struct {
	fset  *token.FileSet
	files []*file
	pages []page // docs/*.md
	decls []*decl
	pipes map[string]bool // types that are functions over streams: "stage.Stage"
}

// A file is one of Go.
type file struct {
	path, dir, base string // "stream/take.go", "stream", "take"
	test            bool
	src             []byte
	syntax          *ast.File
	imports         map[string]string // by the name used in the file
}

type page struct {
	path string
	src  []byte
}

// public: users import the package.
func (f *file) public() bool {
	return !within(f.dir, "internal") && !within(f.dir, "examples") && f.syntax.Name.Name != "main"
}

// within reports whether a path is dir or lies below it.
func within(p, dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") }

// load parses what git would build: not what the go tool ignores.
func load(root fs.FS) (*repo, error) {
	r := &repo{fset: token.NewFileSet(), pipes: map[string]bool{}}
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			if p != "." && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "vendor") {
				return fs.SkipDir
			}
			return nil
		}
		isPage := path.Dir(p) == "docs" && path.Ext(p) == ".md"
		if !isPage && (path.Ext(p) != ".go" || name[0] == '.' || name[0] == '_') {
			return nil
		}
		src, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		if isPage {
			r.pages = append(r.pages, page{p, src})
			return nil
		}
		return r.parse(p, src)
	})
	if err != nil {
		return nil, err
	}
	r.classify()
	return r, nil
}

func (r *repo) parse(p string, src []byte) error {
	syntax, err := parser.ParseFile(r.fset, p, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	base, test := strings.CutSuffix(strings.TrimSuffix(path.Base(p), ".go"), "_test")
	f := &file{path: p, dir: path.Dir(p), base: base, test: test, src: src, syntax: syntax, imports: map[string]string{}}
	for _, spec := range syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		name := path.Base(imported)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		f.imports[name] = imported
	}
	r.files = append(r.files, f)
	return nil
}

// dirs groups the files that pass keep by directory.
func (r *repo) dirs(keep func(*file) bool) map[string][]*file {
	dirs := map[string][]*file{}
	for _, f := range r.files {
		if keep(f) {
			dirs[f.dir] = append(dirs[f.dir], f)
		}
	}
	return dirs
}

func (r *repo) line(pos token.Pos) int { return r.fset.Position(pos).Line }

// lines is how many lines of source stand from one node's start to its end, both included.
func (r *repo) lines(n ast.Node) int { return r.line(n.End()-1) - r.line(n.Pos()) + 1 }

// lines is how many lines a file has.
func (f *file) lines() int {
	n := bytes.Count(f.src, []byte("\n"))
	if len(f.src) > 0 && f.src[len(f.src)-1] != '\n' {
		n++
	}
	return n
}
