package houserules

import "strings"

// blocks: the Go code in docs/*.md stands in the repository's Go files, line by
// line, and so compiles and does what the page says.
func blocks(r *repo, report report) {
	var code []string
	for _, f := range r.files {
		code = append(code, "\n"+strings.Join(squeeze(strings.Split(string(f.src), "\n")), "\n")+"\n")
	}
	for _, p := range r.pages {
		for _, b := range goBlocks(p.src) {
			if b.open {
				report(p.path, b.line, "the code block is not closed: ```")
				continue
			}
			if i := b.strange(code); i >= 0 {
				report(p.path, b.line+1+i, "no Go file has this line after those above it: quote an Example as it stands, or mark a block that is not compiled ```text")
			}
		}
	}
}

type block struct {
	line  int // of its fence
	lines []string
	open  bool // it has no end
}

func goBlocks(src []byte) []block {
	var all []block
	var in *block
	for i, line := range strings.Split(string(src), "\n") {
		info, fence := strings.CutPrefix(strings.TrimSpace(line), "```")
		switch {
		case fence && in == nil:
			in = &block{line: i + 1}
			if lang, _, _ := strings.Cut(strings.TrimSpace(info), " "); lang == "go" || lang == "golang" {
				all = append(all, block{})
				in = &all[len(all)-1]
				in.line, in.open = i+1, true
			}
		case fence:
			in.open, in = false, nil
		case in != nil:
			in.lines = append(in.lines, line)
		}
	}
	return all
}

// strange is the index of the first line with which the block stands in no
// file any more, or -1.
func (b block) strange(code []string) int {
	best := -1
	for _, file := range code {
		n := 0
		for n < len(b.lines) && strings.Contains(file, "\n"+strings.Join(append(squeeze(b.lines[:n+1]), ""), "\n")) {
			n++
		}
		if n == len(b.lines) {
			return -1
		}
		best = max(best, n)
	}
	return max(best, 0)
}

// squeeze drops empty lines, and blanks where gofmt may put others.
func squeeze(lines []string) []string {
	var all []string
	for _, line := range lines {
		if words := strings.Fields(line); len(words) > 0 {
			all = append(all, strings.Join(words, " "))
		}
	}
	return all
}
