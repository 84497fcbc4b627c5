package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
)

// A verdict is what became of an entry.
type verdict struct {
	path  string
	match bool
	err   error // why the file could not be read, or nil
}

// tally counts what is not printed line by line.
type tally struct {
	proper, malformed, unreadable, mismatched int
}

// check verifies the list: the chain of [job.sums] with another source, another
// task and another end.
func (j *job) check(ctx context.Context) error {
	var t tally
	err := j.entries(ctx).
		TryMap(j.verify(ctx)).
		Through(j.buffered).
		DropErrors(func(err error) { j.dropped(&t, err) }).
		TryForEach(context.WithoutCancel(ctx), func(_ context.Context, v verdict) error { return j.printVerdict(&t, v) })
	if err == nil {
		j.warn(ctx, t)
	}
	return err
}

// verify returns the task of the chain: from an entry to its verdict. A file
// that cannot be read is a verdict too, as it has its line in the output.
func (j *job) verify(ctx context.Context) func(context.Context, entry) (verdict, error) {
	return func(run context.Context, e entry) (verdict, error) {
		digest, err := j.digest(ctx, run, e.path)
		if errors.Is(err, errInterrupted) {
			return verdict{}, err
		}
		if err == nil {
			j.progress.fileDone()
		}
		return verdict{e.path, bytes.Equal(digest, e.digest), err}, nil
	}
}

// digest is hasher.file, with - for the standard input.
func (j *job) digest(ctx, run context.Context, path string) ([]byte, error) {
	if path != "-" {
		return j.hasher.file(ctx, run, path)
	}
	r := interruptible(ctx, j.openStdin)
	defer r.Close()
	return j.hasher.sum(ctx, run, r)
}

// dropped is told of the elements that are no verdicts.
func (j *job) dropped(t *tally, err error) {
	if errors.Is(err, errMalformed) {
		t.malformed++
		return
	}
	j.failed(err)
}

func (j *job) printVerdict(t *tally, v verdict) error {
	t.proper++
	switch {
	case v.err != nil:
		t.unreadable++
		j.failed(v.err)
	case !v.match:
		t.mismatched++
		j.bad = true
	}
	return j.write(appendVerdict(j.line[:0], v))
}

// warn writes what sha256sum -c warns of at the end.
func (j *job) warn(ctx context.Context, t tally) {
	switch {
	case t.proper > 0:
		j.warnCount(t.malformed, "line is improperly formatted", "lines are improperly formatted")
		j.warnCount(t.unreadable, "listed file could not be read", "listed files could not be read")
		j.warnCount(t.mismatched, "computed checksum did NOT match", "computed checksums did NOT match")
	case ctx.Err() == nil && !j.bad:
		j.failed(fmt.Errorf("%s: no properly formatted checksum lines found", j.listName()))
	}
}

func (j *job) warnCount(n int, one, many string) {
	switch {
	case n == 1:
		j.say("WARNING: 1 " + one)
	case n > 1:
		j.say(fmt.Sprintf("WARNING: %d %s", n, many))
	}
}

func (j *job) listName() string {
	if j.listFile == "-" {
		return "standard input"
	}
	return quote(j.listFile)
}
