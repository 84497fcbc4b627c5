package source

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A glob is a pattern for paths. Each of its segments is one of path.Match, or
// "**", which matches any number of segments, also none.
type glob struct {
	segments []string
	folders  bool // it ends in a slash: for folders alone
}

// globs are alternatives.
type globs []glob

// newGlobs are those of an option, which panics if one is malformed.
func newGlobs(option string, patterns []string) globs {
	atLeast(option, "the number of patterns", 1, len(patterns))
	gs := make(globs, len(patterns))
	for i, pattern := range patterns {
		name, folders := strings.CutSuffix(pattern, "/")
		if name == "." || !fs.ValidPath(name) {
			misuse(option, "%q is no path below the root", pattern)
		}
		gs[i] = glob{segments: strings.Split(name, "/"), folders: folders}
		for _, segment := range gs[i].segments {
			if _, err := path.Match(segment, ""); err != nil {
				misuse(option, "%q is malformed", pattern)
			}
		}
	}
	return gs
}

// match reports whether the glob matches a path, and whether it can match one below that.
func (g glob) match(name string) (whole, below bool) {
	end := len(g.segments)
	at := make([]bool, end+1) // at[i]: the first i segments match what has been read
	at[0] = true
	g.pass(at)
	for read := range strings.SplitSeq(name, "/") {
		for i := end; i >= 0; i-- {
			at[i] = i < end && at[i] && g.segments[i] == "**" || i > 0 && at[i-1] && matches(g.segments[i-1], read)
		}
		g.pass(at)
	}
	return at[end], slices.Contains(at[:end], true)
}

// pass lets every "**" that is reached match nothing.
func (g glob) pass(at []bool) {
	for i, segment := range g.segments {
		at[i+1] = at[i+1] || at[i] && segment == "**"
	}
}

func matches(segment, name string) bool {
	ok, _ := path.Match(segment, name) // newGlobs has seen to the error
	return ok
}

// include reports whether an entry is among what is wanted, and whether something below it can be.
// Without globs, that is all but folders.
func (gs globs) include(name string, folder bool) (wanted, below bool) {
	if len(gs) == 0 {
		return !folder, folder
	}
	for _, g := range gs {
		w, b := g.match(name)
		wanted = wanted || w && g.folders == folder
		below = below || b
	}
	return wanted, below
}

// exclude reports whether an entry is to be left out, a folder with all that is below it.
func (gs globs) exclude(name string, folder bool) bool {
	return slices.ContainsFunc(gs, func(g glob) bool {
		whole, _ := g.match(name)
		return whole && (folder || !g.folders)
	})
}
