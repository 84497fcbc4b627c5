package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// A job is one run of the program. What counts and prints is the end of the
// chain, so it is called for one picture after another.
type job struct {
	options
	stdout, stderr         io.Writer
	made, upToDate, failed int
}

// thumbnails makes them all. This one chain is the program.
//
// Ctrl-C ends ctx: the walk ends, and no other picture is begun. Those that
// are under way are finished, since the run itself goes on without ctx.
func (j *job) thumbnails(ctx context.Context) error {
	return source.Walk(os.DirFS(j.from)).
		TakeUntil(ctx.Done()).
		// A path that is no picture has nothing to do.
		FilterMap(j.picture).
		// Reading, scaling and writing of one picture: the task.
		TryMap(j.unless(ctx, j.thumbnail)).
		// On all cores, in the order of the walk. The large ones take their
		// time; the small ones behind them need not wait.
		Buffered(j.jobs, stream.Window(j.jobs+100)).
		// What cannot be read is a line on stderr, and the rest goes on.
		DropErrors(j.complain).
		TryForEach(context.WithoutCancel(ctx), j.report)
}

// formats are those that a decoder is linked in for.
var formats = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff"}

// picture is what to make of an entry of the folder: false if it is none.
func (j *job) picture(e source.Entry) (picture, bool) {
	p := picture{
		name: e.Path,
		from: filepath.Join(j.from, filepath.FromSlash(e.Path)),
		to:   filepath.Join(j.to, filepath.FromSlash(e.Path)+".jpg"),
	}
	file := e.Type() == 0 || e.Type() == fs.ModeSymlink
	return p, file && slices.Contains(formats, strings.ToLower(filepath.Ext(e.Path))) && !within(j.to, p.from)
}

// within tells whether path lies in the folder: a thumbnail needs none itself.
func within(folder, path string) bool {
	folder, errFolder := filepath.Abs(folder)
	path, errPath := filepath.Abs(path)
	rel, err := filepath.Rel(folder, path)
	return errFolder == nil && errPath == nil && err == nil && filepath.IsLocal(rel)
}

// unless is the task without what it would begin after the end of ctx.
func (j *job) unless(ctx context.Context, task func(context.Context, picture) (thumbnail, error)) func(context.Context, picture) (thumbnail, error) {
	return func(run context.Context, p picture) (thumbnail, error) {
		if ctx.Err() != nil {
			return thumbnail{}, errInterrupted
		}
		return task(run, p)
	}
}

var errInterrupted = errors.New("interrupted")

func (j *job) report(_ context.Context, t thumbnail) (err error) {
	if t.upToDate {
		j.upToDate++
		return nil
	}
	j.made++
	_, err = fmt.Fprintf(j.stdout, "%s\t%dx%d\t%dx%d\n", t.name, t.was.X, t.was.Y, t.is.X, t.is.Y)
	return err
}

func (j *job) complain(err error) {
	if errors.Is(err, errInterrupted) {
		return
	}
	j.failed++
	fmt.Fprintf(j.stderr, "thumbnails: %v\n", err)
}
