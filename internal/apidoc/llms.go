package apidoc

import (
	"fmt"
	"regexp"
	"strings"
)

const (
	about = `# leat

> Ordered, bounded concurrency for Go as one typed, fluent chain. Module %s, Go 1.27 or later (its methods have type parameters). This page is the whole API, written from the source.

## How a chain is read

A chain is a source, stages and a terminal. It is a lazy value: nothing runs before the terminal, which is given the context, and nothing is left when that returns.

	stream.Iter(urls).TryMap(fetch).Buffered(10).TryCollect(ctx)
	source            task          boundary     terminal

`
	hints = `
- Concurrency is only where a boundary stands: without one the task runs one element at a time. Put sequence stages such as Take above the task, not between it and its boundary.
- X takes a pure function, TryX one that gets the context and may fail. stream.Fallible adapts func(T) (U, error).
- Type arguments are inferred: write s.Map(f), s.Chunks(100), s.Zip(other).
- A limit of 0 is misuse and panics where the stage is built; nothing means unlimited.
`
)

// LLMs is docs/llms.txt: the API on one page. chains are examples, as Chains reads them.
func LLMs(packages []*Package, chains []Chain) string {
	var out strings.Builder
	fmt.Fprintf(&out, about, Module)
	for _, p := range packages {
		if p.Path != "stream" {
			continue
		}
		for _, term := range p.list("Terms") {
			fmt.Fprintf(&out, "%s\n", term)
		}
		out.WriteString(hints)
		out.WriteString("\n## Guarantees\n\n")
		for _, g := range p.list("Guarantees") {
			fmt.Fprintf(&out, "%s\n", short(g))
		}
	}
	out.WriteString("\n## Chains\n")
	for _, c := range chains {
		fmt.Fprintf(&out, "\n%s\n\n%s", c.About, indent(c.Code))
	}
	for _, p := range packages {
		fmt.Fprintf(&out, "\n## Package %s/%s\n\n%s\n", Module, p.Path, p.sentence(p.Doc))
		for _, s := range p.Symbols {
			fmt.Fprintf(&out, "\n%s", indent(s.Signature+"\n"))
			if s.Synopsis != "" {
				fmt.Fprintf(&out, "%s\n", s.Synopsis)
			}
		}
	}
	return out.String()
}

// indent marks code as markdown does.
func indent(code string) string {
	lines := strings.SplitAfter(code, "\n")
	for i, line := range lines {
		if strings.TrimSpace(line) != "" {
			lines[i] = "\t" + line
		}
	}
	return strings.Join(lines, "")
}

// head is the number and name of a guarantee, and the sentence behind them.
var head = regexp.MustCompile(`^\d+\. (?:[A-Z][\w -]+\. )?.+?\.( [A-Z]|$)`)

func short(guarantee string) string {
	if m := head.FindStringSubmatchIndex(guarantee); m != nil {
		return guarantee[:m[2]]
	}
	return guarantee
}
