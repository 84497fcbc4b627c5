package apidoc

import (
	"bytes"
	"go/ast"
	"go/doc"
	"go/format"
	"regexp"
	"strings"
)

// addSymbols lists what is exported: variables and constants, functions, and types
// with what makes them and their methods.
func (p *Package) addSymbols() {
	d := p.doc
	values := func(vs []*doc.Value) {
		for _, v := range vs {
			p.add(strings.Join(v.Names, ", "), v.Decl, v.Doc)
		}
	}
	funcs := func(fs []*doc.Func) {
		for _, f := range fs {
			name := f.Name
			if recv := strings.TrimPrefix(f.Recv, "*"); recv != "" {
				recv, _, _ = strings.Cut(recv, "[")
				name = recv + "." + name
			}
			p.add(name, f.Decl, f.Doc)
		}
	}
	values(d.Consts)
	values(d.Vars)
	funcs(d.Funcs)
	for _, t := range d.Types {
		p.add(t.Name, t.Decl, t.Doc)
		values(t.Consts)
		values(t.Vars)
		funcs(t.Funcs)
		funcs(t.Methods)
	}
}

func (p *Package) add(name string, decl ast.Decl, text string) {
	p.Symbols = append(p.Symbols, Symbol{name, p.source(decl), p.sentence(text)}) // go/doc has taken comment and body out of decl
}

// hidden is what stands in a type for what is not exported.
var hidden = regexp.MustCompile(`\{\s*// contains filtered or unexported (fields|methods)\s*\}`)

func (p *Package) source(node any) string {
	var out bytes.Buffer
	if err := format.Node(&out, p.fset, node); err != nil { // of a tree that was parsed
		panic("apidoc: " + err.Error())
	}
	return hidden.ReplaceAllString(out.String(), "{ ... }")
}

// sentence is the first one of a text, links as plain names. What it announces with a colon is not shown.
func (p *Package) sentence(text string) string {
	s := p.doc.Synopsis(text)
	if announces, ok := strings.CutSuffix(s, ":"); ok {
		return announces + "."
	}
	return s
}
