package main

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/seed-09178888/leat/source"
)

const (
	// maxPaths bounds how many paths are counted at a time.
	maxPaths = 100_000

	// shown is how many of the lines that cannot be read are told apart.
	shown = 5
)

// A part is what one chunk of lines adds to the statistics.
type part struct {
	lines, bad int
	bytes      int64
	status     [1000]int
	paths      map[string]int
	took       []time.Duration
	first      []*source.Error // the first bad lines
}

// count parses a chunk. It is the task of the chain.
func count(c chunk) *part {
	p := &part{lines: len(c.lines), paths: make(map[string]int), took: make([]time.Duration, 0, len(c.lines))}
	for _, line := range c.lines {
		e, err := parse(line.Value)
		if err != nil {
			p.bad++
			if len(p.first) < shown {
				p.first = append(p.first, &source.Error{Name: c.name, Line: line.Index + 1, Err: err})
			}
			continue
		}
		p.bytes += e.bytes
		p.status[e.status]++
		p.paths[e.path]++
		if e.timed {
			p.took = append(p.took, e.took)
		}
	}
	return p
}

// stats is the sum of all parts, in memory that does not depend on their number:
// a histogram with three significant digits, and the most frequent paths.
type stats struct {
	part
	latency  *hdrhistogram.Histogram // in microseconds
	missing  int                     // what a count of paths may be too low by; 0: they are exact
	maxPaths int
	failures []error // what could not be read to its end
}

func newStats() *stats {
	return &stats{
		paths:    make(map[string]int),
		latency:  hdrhistogram.New(1, longest.Microseconds(), 3),
		maxPaths: maxPaths,
	}
}

// add adds a part. It is called for one after the other, in any order: the sum is the same.
func (s *stats) add(p *part) {
	s.lines += p.lines
	s.bytes += p.bytes
	s.addBad(p.bad, p.first...)
	for code, n := range p.status {
		s.status[code] += n
	}
	for path, n := range p.paths {
		if _, known := s.paths[path]; !known {
			path = strings.Clone(path) // without the lines around it
		}
		s.paths[path] += n
	}
	if len(s.paths) > 2*s.maxPaths {
		s.prune()
	}
	for _, d := range p.took {
		_ = s.latency.RecordValue(d.Microseconds()) // none is too long for it
	}
}

// prune keeps the maxPaths most frequent paths. All counts are lowered by that of the
// first one that goes, so that what comes later stands no worse than what has
// come before, and no count is too low by more than lines/maxPaths.
//
// Source: Agarwal et al., Mergeable Summaries, 2012, of Misra and Gries's algorithm.
func (s *stats) prune() {
	counts := slices.Sorted(maps.Values(s.paths))
	least := counts[len(counts)-1-s.maxPaths]
	for path, n := range s.paths {
		if n <= least {
			delete(s.paths, path)
		} else {
			s.paths[path] = n - least
		}
	}
	s.missing += least
}

// failed counts an error of the source: a line that is too long, or a file that
// cannot be read, or not to its end.
func (s *stats) failed(err error) {
	if at, ok := errors.AsType[*source.Error](err); ok && errors.Is(err, source.ErrTooLong) {
		s.lines++
		s.addBad(1, at)
		return
	}
	s.failures = append(s.failures, err)
}

func (s *stats) addBad(n int, first ...*source.Error) {
	s.bad += n
	s.first = append(s.first, first...)
	slices.SortStableFunc(s.first, func(a, b *source.Error) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), cmp.Compare(a.Line, b.Line))
	})
	s.first = s.first[:min(len(s.first), shown)]
}

// A pathCount is a path and how often it was requested.
type pathCount struct {
	path string
	n    int
}

// top returns the n most frequent paths; those with the same count by name.
func (s *stats) top(n int) []pathCount {
	all := make([]pathCount, 0, len(s.paths))
	for path, n := range s.paths {
		all = append(all, pathCount{path, n})
	}
	slices.SortFunc(all, func(a, b pathCount) int {
		return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.path, b.path))
	})
	return all[:min(n, len(all))]
}
