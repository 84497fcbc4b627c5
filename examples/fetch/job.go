package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"syscall"
	"time"

	"github.com/seed-09178888/leat/examples/internal/unblock"
	"github.com/seed-09178888/leat/source"
)

// A job is one run of the program: its options and what it has to do with the
// world outside.
type job struct {
	options
	stdin     io.Reader
	stderr    io.Writer
	hosts     *hosts
	client    *http.Client
	transport *http.Transport
	progress  *progress

	start           time.Time
	printed, failed int
	bytes           int64
}

func newJob(o options, stdin io.Reader, stdout, stderr io.Writer) *job {
	j := &job{options: o, stdin: stdin, stderr: stderr, hosts: newHosts(o.rate), start: time.Now()}
	j.transport = http.DefaultTransport.(*http.Transport).Clone()
	j.transport.MaxIdleConns, j.transport.MaxIdleConnsPerHost = o.n, o.n
	j.client = &http.Client{Transport: j.transport, CheckRedirect: j.redirect}
	j.progress = newProgress(stdout, stderr, j.count)
	return j
}

// list is the list, which may be a terminal where nobody types.
func (j *job) list() source.Opener { return unblock.Opener(j.open) }

func (j *job) open() (io.ReadCloser, error) {
	if j.listFile == "-" {
		return io.NopCloser(j.stdin), nil
	}
	return os.Open(j.listFile)
}

func (j *job) listName() string {
	if j.listFile == "-" {
		return "standard input"
	}
	return j.listFile
}

// count returns how many URLs the list has, or -1 if it can be read only once.
func (j *job) count() int {
	if info, err := os.Stat(j.listFile); j.listFile == "-" || err != nil || !info.Mode().IsRegular() {
		return -1
	}
	n, _ := source.File(j.listFile).FilterMap(newPage).DropErrors(nil).Count(context.Background())
	return n
}

// close says how it went, and returns the exit code. err is the end of the run.
func (j *job) close(stop context.Context, err error) int {
	j.progress.erase()
	switch {
	case errors.Is(err, syscall.EPIPE):
		return exitPipe // as with head: the reader has what it wanted
	case stop.Err() != nil && errors.Is(err, context.Cause(stop)):
		j.say(fmt.Sprintf("a URL was not finished %v after the interrupt: those behind it are not printed", grace))
	case err != nil && !errors.Is(err, errNotBegun):
		j.say(fmt.Sprintf("write error: %v", err))
		return exitFailed
	}
	if stop.Err() != nil {
		j.say("interrupted after " + j.summary())
		return exitInterrupted
	}
	j.say(j.summary())
	if j.failed > 0 {
		return exitFailed
	}
	return exitOK
}

// tally counts a page that is printed. It is called for one after the other.
func (j *job) tally(p *page) {
	j.printed++
	j.bytes += p.Bytes
	if p.Error != "" {
		j.failed++
	}
}

func (j *job) summary() string {
	return fmt.Sprintf("%d URLs, %d of them failed, %.1f MB in %.1f s", j.printed, j.failed, float64(j.bytes)/1e6, time.Since(j.start).Seconds())
}

// say prints a line for the user.
func (j *job) say(message string) {
	fmt.Fprintf(j.stderr, "fetch: %s\n", message)
}
