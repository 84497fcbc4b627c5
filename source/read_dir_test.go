package source_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
)

// whole is a file system that reads folders as a whole alone.
type whole struct{ fs.FS }

func (w whole) Open(name string) (fs.File, error) {
	f, err := w.FS.Open(name)
	return struct{ fs.File }{f}, err
}

func (w whole) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(w.FS, name) }

// blank is a file system whose folders go wrong behind the first entry.
type blank struct {
	fs.FS
	err error
}

type blankFile struct {
	fs.ReadDirFile
	err error
}

func (b blank) Open(name string) (fs.File, error) {
	f, err := b.FS.Open(name)
	d, _ := f.(fs.ReadDirFile)
	return &blankFile{d, b.err}, err
}

func (b *blankFile) ReadDir(int) ([]fs.DirEntry, error) {
	entries, err := b.ReadDirFile.ReadDir(1)
	if err != nil {
		return nil, b.err
	}
	return entries, b.err
}

func TestReadDir(t *testing.T) {
	t.Run("yields what is in a folder, folders too, but not what is below", func(t *testing.T) {
		for _, files := range []fs.FS{tree(repository...), whole{tree(repository...)}} {
			all, errs := paths(t, source.ReadDir(files, "cmd/x"))
			require.Empty(t, errs)
			assert.ElementsMatch(t, []string{"cmd/x/main.go", "cmd/x/testdata"}, all)
			all, errs = paths(t, source.ReadDir(files, "."))
			require.Empty(t, errs)
			assert.ElementsMatch(t, []string{".git", "a.go", "b", "cmd", "cmd.txt", "docs", "testdata"}, all)
			all, errs = paths(t, source.ReadDir(files, "b"))
			assert.Empty(t, errs)
			assert.Empty(t, all)
		}
	})
	t.Run("of many batches", func(t *testing.T) {
		root, want := t.TempDir(), []string{}
		for i := range 600 {
			want = append(want, strconv.Itoa(i))
			require.NoError(t, os.WriteFile(filepath.Join(root, strconv.Itoa(i)), nil, 0o600))
		}
		all, errs := paths(t, source.ReadDir(os.DirFS(root), "."))
		require.Empty(t, errs)
		assert.ElementsMatch(t, want, all)
	})
	t.Run("no folder, no permission, no folders at all", func(t *testing.T) {
		for want, s := range map[string]func() ([]string, []error){
			"open none: file does not exist":                         func() ([]string, []error) { return paths(t, source.ReadDir(tree("a"), "none")) },
			"open ..: invalid argument":                              func() ([]string, []error) { return paths(t, source.ReadDir(os.DirFS("."), "..")) },
			"readdir a: not implemented":                             func() ([]string, []error) { return paths(t, source.ReadDir(tree("a"), "a")) },
			"readdir 3: boom":                                        func() ([]string, []error) { return paths(t, source.ReadDir(worldFS{&world{step: fails}}, "3")) },
			"readdir .: permission denied":                           func() ([]string, []error) { return paths(t, source.ReadDir(blank{tree(), fs.ErrPermission}, ".")) },
			"readdir .: multiple Read calls return no data or error": func() ([]string, []error) { return paths(t, source.ReadDir(blank{tree(), nil}, ".")) },
		} {
			all, errs := s()
			assert.Equal(t, []string{"#"}, all)
			assert.EqualError(t, errs[0], want)
		}
	})
	t.Run("what could be read comes before the error", func(t *testing.T) {
		all, errs := paths(t, source.ReadDir(blank{tree("a", "b"), io.ErrUnexpectedEOF}, "."))
		assert.Equal(t, []string{"a", "#"}, all)
		assert.ErrorIs(t, errs[0], io.ErrUnexpectedEOF)
	})
	t.Run("what came with the end is not lost", func(t *testing.T) {
		all, errs := paths(t, source.ReadDir(blank{tree("a", "b"), io.EOF}, "."))
		assert.Empty(t, errs)
		assert.Equal(t, []string{"a"}, all)
	})
}

func fails(context.Context, int) error { return errBoom }

func ExampleReadDir() {
	files := tree("inbox/1.json", "inbox/2.json", "outbox/3.json") // or os.DirFS("folder")

	n, err := source.ReadDir(files, "inbox").Count(context.Background())
	fmt.Println(n, err)
	// Output: 2 <nil>
}
