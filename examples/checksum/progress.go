package main

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// redraw is how often the bar is drawn.
const redraw = 100 * time.Millisecond

// A progress counts what has been done and what there is to do. Its counters are
// all it holds, however many files there are, and the tasks add to them without
// a lock.
type progress struct {
	start                  time.Time
	files, bytes           atomic.Int64 // done
	totalFiles, totalBytes atomic.Int64 // found so far
	counted                atomic.Bool  // the totals are final
}

func (p *progress) bytesRead(n int) { p.bytes.Add(int64(n)) }
func (p *progress) fileDone()       { p.files.Add(1) }

// watched runs chain, with a progress bar if stderr is a terminal, and says at
// the end how much was done.
func (j *job) watched(ctx context.Context, chain func(context.Context) error) error {
	watch, stop := context.WithCancel(ctx)
	defer stop()
	var bar sync.WaitGroup
	if j.stderr.isTerminal() {
		bar.Go(func() { j.progress.count(watch, j.sizes(watch)) })
		bar.Go(func() { j.progress.draw(watch, j.stderr) })
	}
	err := chain(ctx)
	stop()
	bar.Wait()
	j.stderr.draw("")
	if err == nil {
		j.say(j.progress.summary(ctx))
	}
	return err
}

// sizes is what there is to do: the source of the chain once more, as a stream
// is a description and can be run twice, also at the same time. The standard
// input cannot be read twice.
func (j *job) sizes(ctx context.Context) stream.Stream[int64] {
	switch j.listFile {
	case "":
		return j.files(ctx).TryMap(stream.Fallible(fileSize))
	case "-":
		return stream.Empty[int64]()
	default:
		return j.entries(ctx).Map(func(e entry) string { return e.path }).TryMap(stream.Fallible(fileSize))
	}
}

// count adds up what there is to do.
func (p *progress) count(ctx context.Context, sizes stream.Stream[int64]) {
	err := sizes.DropErrors(nil).ForEach(ctx, func(size int64) {
		p.totalFiles.Add(1)
		p.totalBytes.Add(size)
	})
	p.counted.Store(err == nil)
}

// draw draws the bar until ctx ends.
func (p *progress) draw(ctx context.Context, s *screen) {
	tick := time.NewTicker(redraw)
	defer tick.Stop()
	var speed rate
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			speed.add(now.Sub(p.start), p.bytes.Load())
			s.draw(p.snapshot(speed.perSecond).bar(s.width()))
		}
	}
}

func (p *progress) snapshot(perSecond float64) snapshot {
	return snapshot{
		files: p.files.Load(), bytes: p.bytes.Load(), perSecond: perSecond,
		totalFiles: p.totalFiles.Load(), totalBytes: p.totalBytes.Load(), counted: p.counted.Load(),
	}
}

// summary is the last line of the program.
func (p *progress) summary(ctx context.Context) string {
	files, bytes, took := p.files.Load(), p.bytes.Load(), time.Since(p.start)
	s := fmt.Sprintf("%s, %s in %.2f s, %s/s", plural(files, "file"), size(bytes), took.Seconds(), size(perSecond(bytes, took)))
	if ctx.Err() != nil {
		s = "interrupted after " + s
	}
	return s
}

func perSecond(bytes int64, d time.Duration) int64 {
	return int64(float64(bytes) / max(d, time.Microsecond).Seconds())
}

// fileSize is the size of the file at path, or of what it links to.
func fileSize(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return 0, err
	}
	return info.Size(), nil
}
