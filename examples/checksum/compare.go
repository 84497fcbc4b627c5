package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"time"
)

// rounds is how often each way is timed; the best time counts.
const rounds = 5

// A way is a way to hash all files.
type way struct {
	name string
	run  func(*job, context.Context) error
	took time.Duration // the shortest
	sum  []byte        // of the output
}

// measure prints the results, times the chain against a plain loop over the same
// files, with the same reads and the same hash, and tells on stderr.
//
// The first run prints. It also fills the page cache, so that the disk has no
// part in what follows, and tells what cannot be read.
func (j *job) measure(ctx context.Context) error {
	if err := j.sums(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	files, bytesRead := j.progress.files.Load(), j.progress.bytes.Load()
	ways := []*way{
		{name: "plain loop", run: (*job).loop},
		{name: fmt.Sprintf("leat, -j %d", j.jobs), run: (*job).sums},
	}
	for range rounds {
		for _, w := range ways {
			if err := w.time(ctx, j); err != nil || ctx.Err() != nil {
				return err
			}
		}
	}
	fmt.Fprintf(j.stderr, "%-14s %8s %12s %8s %14s\n", "", "files", "read", "seconds", "per second")
	for _, w := range ways {
		fmt.Fprintf(j.stderr, "%-14s %8s %12s %8.3f %14s  %.2fx\n", w.name, count(files), size(bytesRead),
			w.took.Seconds(), size(perSecond(bytesRead, w.took)), float64(ways[0].took)/float64(w.took))
	}
	if !bytes.Equal(ways[0].sum, ways[1].sum) {
		return errDiffer
	}
	j.say("both printed the same")
	return nil
}

var errDiffer = errors.New("the outputs of the two ways differ")

// time runs w once, with its output hashed instead of printed.
func (w *way) time(ctx context.Context, j *job) error {
	quiet, out := *j, sha256.New()
	quiet.stdout, quiet.stderr = out, newScreen(io.Discard)
	start := time.Now()
	err := w.run(&quiet, ctx)
	took := time.Since(start)
	if w.sum == nil || took < w.took {
		w.took = took
	}
	w.sum = out.Sum(nil)
	return err
}

// loop is the program without leat: a file after the other.
func (j *job) loop(ctx context.Context) error {
	var failed error
	err := walk(ctx, j.dirs)(ctx, func(path string, err error) bool {
		if err != nil {
			return true
		}
		digest, err := j.hasher.file(ctx, ctx, path)
		if err == nil {
			failed = j.print(ctx, sum{path, digest})
		}
		return failed == nil
	})
	return errors.Join(failed, err)
}
