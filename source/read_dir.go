package source

import (
	"context"
	"io"
	"io/fs"
	"path"

	"github.com/seed-09178888/leat/stream"
)

// ReadDir yields what is in the folder dir of fsys, folders too, but not what is below them: see [Walk].
//
//	dir  b  c/  a  ->  --dir/b--dir/c--dir/a--|
//
// Order: that of the file system, which is none. Only where fsys itself can do no other, it is that of the names.
//
// Concurrency: reads in one goroutine, when the entries before have been taken.
//
// Memory: 256 entries, so that a folder may hold millions. Only where fsys reads folders as a whole, it is all of them.
//
// Errors: a folder that cannot be read, or not to its end, is the last element, a *fs.PathError, behind what could be read.
//
// Cancellation: ends with ctx; a read that blocks is waited for. The folder is closed on every way out.
//
// Again: yes, every run reads anew.
//
// Rust: tokio_stream::wrappers::ReadDirStream.
func ReadDir(fsys fs.FS, dir string) stream.Stream[Entry] {
	notNil("ReadDir", "fsys", fsys == nil)
	return stream.TryGenerate(func(ctx context.Context, yield func(Entry, error) bool) error {
		f, err := fsys.Open(dir)
		if err != nil {
			return placed(dir, err)
		}
		defer f.Close() //nolint:errcheck // it has only been read
		read := func() ([]fs.DirEntry, error) { return wholly(fsys, dir) }
		if d, ok := f.(fs.ReadDirFile); ok {
			read = func() ([]fs.DirEntry, error) { return d.ReadDir(256) }
		}
		for ctx.Err() == nil {
			entries, err := read()
			for _, entry := range entries {
				if !yield(Entry{path.Join(dir, entry.Name()), entry}, nil) {
					return nil
				}
			}
			switch {
			case err == io.EOF: //nolint:errorlint // folders return it as it is
				return nil
			case err != nil:
				return placed(dir, err)
			case len(entries) == 0:
				return placed(dir, io.ErrNoProgress)
			}
		}
		return nil
	})
}

// wholly reads a folder at once.
func wholly(fsys fs.FS, dir string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err == nil {
		err = io.EOF
	}
	return entries, err
}
