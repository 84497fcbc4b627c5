package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode"
)

// report prints the statistics, and on stderr what is wrong with them. It
// returns the exit code.
func report(s *stats, interrupted bool, top int, stdout, stderr io.Writer) int {
	say := func(format string, args ...any) { fmt.Fprintf(stderr, "logstats: "+format+"\n", args...) }
	for _, bad := range s.first {
		say("%v", bad)
	}
	if more := s.bad - len(s.first); more > 0 {
		say("%d more lines could not be read", more)
	}
	for _, failure := range s.failures {
		say("%v", failure)
	}
	if interrupted {
		say("interrupted: this is the part that had been read")
	}

	_, failed := stdout.Write(s.table(top))
	switch {
	case errors.Is(failed, syscall.EPIPE):
		return exitPipe
	case failed != nil:
		say("write error: %v", failed)
		return exitFailed
	case interrupted:
		return exitInterrupted
	case len(s.failures) > 0:
		return exitFailed
	}
	return exitOK
}

// table is the report.
func (s *stats) table(top int) []byte {
	var b bytes.Buffer
	requests := s.lines - s.bad
	fmt.Fprintf(&b, "lines       %12d\nunreadable  %12d\nbytes sent  %12d\n", s.lines, s.bad, s.bytes)

	if requests > 0 {
		fmt.Fprintf(&b, "\nstatus          requests\n")
	}
	for code, n := range s.status {
		if n > 0 {
			fmt.Fprintf(&b, "%03d         %12d  %5.1f %%\n", code, n, percent(n, requests))
		}
	}

	if paths := s.top(top); len(paths) > 0 {
		fmt.Fprintf(&b, "\npath            requests\n")
		for _, p := range paths {
			fmt.Fprintf(&b, "            %12d  %5.1f %%  %s\n", p.n, percent(p.n, requests), printable(p.path))
		}
		if s.missing > 0 {
			fmt.Fprintf(&b, "More than %d paths: each number may be too low by up to %d.\n", s.maxPaths, s.missing)
		}
	}

	if n := s.latency.TotalCount(); n > 0 {
		fmt.Fprintf(&b, "\ntime            of %d requests\n", n)
		for _, p := range []float64{50, 90, 99} {
			fmt.Fprintf(&b, "p%v         %12v\n", p, s.percentile(p))
		}
		fmt.Fprintf(&b, "max         %12v\n", s.percentile(100))
	}
	return b.Bytes()
}

// percentile is the time within which p percent of the requests were done, to
// three significant digits.
func (s *stats) percentile(p float64) time.Duration {
	d := time.Duration(s.latency.ValueAtPercentile(p)) * time.Microsecond
	for unit := time.Microsecond; unit < d; unit *= 10 {
		if d < 1000*unit {
			return d.Round(unit)
		}
	}
	return d
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(of) }

// printable returns path so that it takes one line and leaves the terminal alone.
func printable(path string) string {
	if strings.IndexFunc(path, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }) < 0 {
		return path
	}
	return strconv.Quote(path)
}
