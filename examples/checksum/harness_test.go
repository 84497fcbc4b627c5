package main

import (
	"io"
	"strings"
)

// harness is a job whose reads and writes a test can see and hold up.
func harness(o options, stdout io.Writer, stderr io.Writer, read func(n int)) *job {
	j := newJob(o, strings.NewReader(""), stdout, stderr)
	j.hasher = newHasher(o.algo, read)
	return j
}

func defaults(jobs int, dirs ...string) options {
	return options{jobs: jobs, algo: algorithms["sha256"], dirs: dirs}
}

// writerFunc is a writer made of a function.
type writerFunc func(string) error

func (f writerFunc) Write(p []byte) (int, error) { return len(p), f(string(p)) }
