package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode"
)

// A job is one run of the program: its options and what it has to do with the
// world outside. Its methods that print are called by the end of the chain, so
// for one element after the other.
type job struct {
	options
	hasher   *hasher
	progress *progress
	stdin    io.Reader
	stdout   io.Writer // results, and nothing else
	stderr   *screen
	line     []byte // reused
	bad      bool   // something failed: exit code 1
}

func newJob(o options, stdin io.Reader, stdout, stderr io.Writer) *job {
	j := &job{options: o, progress: &progress{start: time.Now()}, stdin: stdin, stderr: newScreen(stderr)}
	j.stdout = j.stderr.over(stdout)
	j.hasher = newHasher(o.algo, j.progress.bytesRead)
	return j
}

// write prints one result. It is not buffered: a result that is there is seen.
func (j *job) write(line []byte) error {
	_, err := j.stdout.Write(line)
	return err
}

// say prints a line for the user.
func (j *job) say(message string) {
	_, _ = io.WriteString(j.stderr, "checksum: "+message+"\n")
}

// failed reports an element that could not be had. What the user interrupted
// has not failed.
func (j *job) failed(err error) {
	if errors.Is(err, errInterrupted) {
		return
	}
	j.bad = true
	j.say(describe(err).Error())
}

// exitCode tells what err, the end of the run, means.
func (j *job) exitCode(ctx context.Context, err error) int {
	switch {
	case errors.Is(err, syscall.EPIPE):
		return exitPipe // as with head: the reader has what it wanted
	case errors.Is(err, errDiffer):
		j.say(err.Error())
		return exitFailed
	case err != nil:
		j.say("write error: " + reason(err).Error())
		return exitFailed
	case ctx.Err() != nil:
		return exitInterrupted
	case j.bad:
		return exitFailed
	default:
		return exitOK
	}
}

// describe returns err as GNU tools say it: the path and the reason.
func describe(err error) error {
	at, ok := errors.AsType[*fs.PathError](err)
	if !ok {
		return err
	}
	return errors.New(quote(at.Path) + ": " + at.Err.Error())
}

// reason is err without what was tried.
func reason(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err
	}
	return err
}

// quote returns path so that it takes one line and leaves the terminal alone.
func quote(path string) string {
	plain := func(r rune) bool { return r != unicode.ReplacementChar && unicode.IsPrint(r) }
	if path != "" && strings.IndexFunc(path, func(r rune) bool { return !plain(r) }) < 0 {
		return path
	}
	return strconv.Quote(path)
}
