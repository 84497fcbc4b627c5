package source

import (
	"context"
	"errors"
	"io/fs"

	"github.com/seed-09178888/leat/stream"
)

// An Entry is a file, a folder, or what else a folder holds. Path leads to it from
// the root of the file system, its slashes are those of package fs.
type Entry struct {
	Path string
	fs.DirEntry
}

// Walk yields what is below the root of fsys, all but folders: for a folder of
// the system, Walk(os.DirFS("src")). It takes the options [Include] and [Exclude].
//
//	a/  a/x.go  a/y.md  b.go  ->  --a/x.go--b.go--|        Include("**/*.go")
//
// Symbolic links are entries as well. They are not followed.
//
// Order: that of the names within a folder; what is below a folder comes where its name stands.
//
// Concurrency: folders are read one after another, in one goroutine, when the walk reaches them.
//
// Memory: the entries of a folder, and of those above it.
//
// Errors: a folder that cannot be read is an error element, a *fs.PathError which
// says which. What could be read of it comes behind, and the walk goes on.
//
// Cancellation: ends with ctx; a read that blocks is waited for.
//
// Again: yes, every run walks anew.
//
// Misuse: panics if fsys is nil, or if it does not take an option.
//
// Rust: the crates walkdir and globwalk as a stream.
func Walk(fsys fs.FS, opts ...Option) stream.Stream[Entry] {
	notNil("Walk", "fsys", fsys == nil)
	o := newOptions("Walk", opts, "Include", "Exclude")
	return stream.TryGenerate(func(ctx context.Context, yield func(Entry, error) bool) error {
		return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil, err != nil && !yield(Entry{}, placed(name, err)):
				return fs.SkipAll
			case err != nil || name == ".":
				return nil
			}
			if o.exclude.exclude(name, d.IsDir()) {
				return skip(d)
			}
			wanted, below := o.include.include(name, d.IsDir())
			if wanted && !yield(Entry{name, d}, nil) {
				return fs.SkipAll
			}
			if !below {
				return skip(d)
			}
			return nil
		})
	})
}

// skip is what tells fs.WalkDir not to enter a folder. Of a file, it would mean the rest of the folder.
func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// placed is err with the path of the folder that could not be read, if it does not say one.
func placed(name string, err error) error {
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return err
	}
	return &fs.PathError{Op: "readdir", Path: name, Err: err}
}

// Include is an option of [Walk]: yield only what matches one of the patterns. A folder
// in which nothing can match is not entered.
//
//	*.go           in the root alone
//	**/*.go        at any depth, the root included
//	cmd/**         all files below cmd
//	**/testdata/   folders: a pattern that ends in a slash matches them, and nothing else
//
// A pattern is a path from the root. Each of its segments is a pattern of [path.Match], with *, ?,
// [a-z] and \* for a star itself, or **, which stands for any number of segments, also none. Upper and
// lower case differ on all systems, and names that begin with a dot are names like others.
//
// Given several times, it is as if given once with all patterns. It panics if one is malformed.
func Include(patterns ...string) Option {
	gs := newGlobs("Include", patterns)
	return option("Include", func(o *options) { o.include = append(o.include, gs...) })
}

// Exclude is an option of [Walk]: leave out what matches one of the patterns, although [Include] asks
// for it. A folder that matches is not entered: Exclude(".git", "**/node_modules").
//
// The patterns are those of Include, except that one without a slash at its end matches folders, too.
func Exclude(patterns ...string) Option {
	gs := newGlobs("Exclude", patterns)
	return option("Exclude", func(o *options) { o.exclude = append(o.exclude, gs...) })
}
