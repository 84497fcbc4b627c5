package main

import (
	"context"
	"io/fs"
	"os"
	"strings"

	"github.com/seed-09178888/leat/stream"
)

// files is the source of the chain: the paths of all regular files below the
// directories of the command line, in walk order, as a stream which can be run
// again. See [walk].
func (j *job) files(ctx context.Context) stream.Stream[string] {
	return stream.TryGenerate(walk(ctx, j.dirs))
}

// walk returns a source of the regular files below roots: root by root, each in
// the lexical order of [fs.WalkDir]. A directory that cannot be read is an error
// in its place, and the walk goes on. It ends early when ctx does.
//
// Symbolic links below a root are not followed. A root may be a link, or a
// regular file, which stands for itself.
//
// Memory: the names of one directory for each level, as the order needs them.
func walk(ctx context.Context, roots []string) func(context.Context, func(string, error) bool) error {
	return func(_ context.Context, yield func(string, error) bool) error {
		for _, root := range roots {
			wanted := true
			_ = fs.WalkDir(tree(root), ".", func(name string, entry fs.DirEntry, err error) error {
				switch {
				case ctx.Err() != nil:
					wanted = false
				case err != nil:
					wanted = yield("", err)
				case entry.Type().IsRegular():
					wanted = yield(tree(root).path(name), nil)
				}
				if !wanted {
					return fs.SkipAll
				}
				return nil
			})
			if !wanted {
				break
			}
		}
		return nil
	}
}

// A tree is the directory of that name as a file system. Unlike [os.DirFS] it
// knows files whose names are not valid UTF-8, and unlike [path/filepath.Join] it
// leaves the root as the user wrote it: a/../b is not b when a is a link.
type tree string

func (t tree) path(name string) string {
	switch {
	case name == ".":
		return string(t)
	case strings.HasSuffix(string(t), "/"):
		return string(t) + name
	default:
		return string(t) + "/" + name
	}
}

// Open implements [fs.FS].
func (t tree) Open(name string) (fs.File, error) { return os.Open(t.path(name)) }

// ReadDir implements [fs.ReadDirFS].
func (t tree) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(t.path(name)) }

// Stat implements [fs.StatFS]. The walk asks it for the root only.
func (t tree) Stat(name string) (fs.FileInfo, error) { return os.Stat(t.path(name)) }
