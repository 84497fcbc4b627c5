package sink

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/seed-09178888/leat/stream"
)

// File writes the stream into a file, by way of a sink that takes a writer:
// [Lines], [JSONL], [CSV] or a function of yours. What has the name is at any time the
// whole old file or the whole new one, never a part of one, also after a crash of the program or the machine.
//
//	--"a"--"b"--|  ->  .words.txt.1f2e3d.tmp  ->  sync  ->  rename to words.txt
//
// to is given a temporary file in the folder of name. When the stream has ended and all went well, that is synced, takes
// the name, and the folder is synced. A symbolic link stays one: the file it leads to is replaced. The new
// file has the permissions of the old one, or those of a file that os.Create creates: see [Perm]. It takes
// the options Perm, [NoSync] and those of to. Two runs at a time do not disturb each other: the last to end has the name.
//
// Order, Concurrency, Memory: those of to.
//
// Errors: stops at the first and returns it as to does. An error of the file is an
// *fs.PathError or *os.LinkError that says which step has failed. The result beside an error is zero, since nothing is left.
//
// Cancellation: when ctx ends before to has returned, all is as after an error, which is context.Cause(ctx). Afterwards, the file is finished.
//
// Left: after an error, a panic or Goexit, the old file, or none if there was none; the temporary file
// is removed. If it is the sync of the folder that fails, the new file is there, but a crash of the
// machine may bring the old one back. If the program is killed, the temporary file stays too: .name.*.tmp.
//
// Misuse: panics if to is nil, name is empty, or to does not take an option. To find that out, to is called
// with io.Discard when the sink is built, and then once for each run.
//
// Rust: tempfile::NamedTempFile, persist.
func File[T, R any](name string, to func(io.Writer, ...Option) Sink[T, R], opts ...Option) Sink[T, R] {
	notNil("File", "to", to == nil)
	if name == "" {
		misuse("File", "name must not be empty")
	}
	var own, rest []Option
	for _, opt := range opts {
		notNil("File", "option", opt == nil)
		var o options
		if opt(&o); o.has("Perm") || o.has("NoSync") {
			own = append(own, opt)
		} else {
			rest = append(rest, opt)
		}
	}
	o := newOptions("File", own, "Perm", "NoSync")
	notNil("File", "the sink of to", to(io.Discard, rest...) == nil)
	return func(ctx context.Context, s stream.Stream[T]) (r R, err error) {
		if ctx.Err() != nil {
			return r, context.Cause(ctx)
		}
		d, err := newDraft(name, o)
		if err != nil {
			return r, fmt.Errorf("sink: File: %w", err)
		}
		defer d.drop()
		got, err := to(d.file, rest...)(ctx, s)
		if err != nil {
			return r, err
		}
		if err := d.publish(); errors.Is(err, errFolder) {
			return got, fmt.Errorf("sink: File: %w", err)
		} else if err != nil {
			return r, fmt.Errorf("sink: File: %w", err)
		}
		return got, nil
	}
}

// Perm is an option of [File]: the permissions of the file, whatever the umask
// is and the old file has.
func Perm(mode fs.FileMode) Option {
	if mode&^fs.ModePerm != 0 {
		misuse("Perm", "mode must be permissions alone, got %v", mode)
	}
	return option("Perm", func(o *options) { o.perm = mode })
}

// NoSync is an option of [File]: it does not wait until the disk has the file and
// its name. It is faster, and after a crash of the machine, though not of the program, the file may be empty.
func NoSync() Option {
	return option("NoSync", func(o *options) { o.noSync = true })
}
