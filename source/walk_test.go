package source_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// tree is a file system with these files; what ends in a slash is an empty folder.
func tree(names ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for _, name := range names {
		if folder, ok := strings.CutSuffix(name, "/"); ok {
			files[folder] = &fstest.MapFile{Mode: fs.ModeDir}
		} else {
			files[name] = &fstest.MapFile{Data: []byte(name)}
		}
	}
	return files
}

// denied is a file system some folders of which cannot be read: not at all, or only their first entry.
type denied struct {
	fs.FS
	folders map[string]error
	first   int
	read    []string // the folders
}

func (d *denied) ReadDir(name string) ([]fs.DirEntry, error) {
	d.read = append(d.read, name)
	entries, err := fs.ReadDir(d.FS, name)
	if failed := d.folders[name]; failed != nil {
		return entries[:d.first], failed
	}
	return entries, err
}

// paths are those of a walk, with "#" for an error.
func paths(t *testing.T, s stream.Stream[source.Entry]) (all []string, errs []error) {
	t.Helper()
	all = []string{}
	for e, err := range s.All(t.Context()) {
		if err != nil {
			all = append(all, "#")
			errs = append(errs, err)
			continue
		}
		assert.True(t, strings.HasSuffix("/"+e.Path, "/"+e.Name()))
		all = append(all, e.Path)
	}
	return all, errs
}

var repository = []string{".git/config", "a.go", "b/", "cmd/x/main.go", "cmd/x/testdata/in.txt", "cmd.txt", "docs/a.md", "docs/deep/b.go", "testdata/z.go"}

func TestWalk(t *testing.T) {
	walk := func(t *testing.T, opts ...source.Option) []string {
		t.Helper()
		all, errs := paths(t, source.Walk(tree(repository...), opts...))
		require.Empty(t, errs)
		return all
	}
	t.Run("yields all but folders, each folder by name", func(t *testing.T) {
		want := []string{".git/config", "a.go", "cmd/x/main.go", "cmd/x/testdata/in.txt", "cmd.txt", "docs/a.md", "docs/deep/b.go", "testdata/z.go"}
		assert.Equal(t, want, walk(t))
		all, _ := paths(t, source.Walk(tree()))
		assert.Empty(t, all)
	})
	t.Run("Include, Exclude", func(t *testing.T) {
		in, out := source.Include, source.Exclude
		for want, opts := range map[string][]source.Option{
			"a.go":                                {in("*.go")},
			"a.go cmd/x/main.go":                  {in("**/*.go"), out("docs", "**/testdata")},
			"a.go cmd.txt":                        {in("*.go"), in("*.txt")},
			"cmd/x/main.go cmd/x/testdata/in.txt": {in("cmd/**")},
			"cmd/x/testdata/in.txt testdata/z.go": {in("**/testdata/*")},
			"cmd/x/testdata testdata":             {in("**/testdata/")},
			"b cmd cmd/x docs docs/deep":          {in("**/"), out("**/testdata/", ".*")},
			"a.go cmd docs testdata":              {in("*.go", "[c-z]*/")},
			"docs/deep/b.go":                      {in("docs/**/b.*")},
			"docs/a.md":                           {in("docs/*")},
			"docs/deep":                           {in("docs/*/")},
			"docs/a.md docs/deep/b.go":            {in("docs/**", "nothing"), out("nothing/docs/**")},
			".git/config a.go cmd/x/main.go cmd/x/testdata/in.txt testdata/z.go": {out("docs"), out("*.txt")},
			"": {in("**"), out("**")},
		} {
			assert.Equal(t, strings.Fields(want), walk(t, opts...), want)
		}
	})
	t.Run("does not enter a folder in which nothing can be wanted", func(t *testing.T) {
		for want, opts := range map[string][]source.Option{
			". b cmd cmd/x docs docs/deep": {source.Exclude(".git", "**/testdata/")},
			". ":                           {source.Include("docs/", "cmd")},
			".":                            {source.Include("*.go")},
			". cmd cmd/x":                  {source.Include("cmd/*/*.go", "a.go")},
			". cmd cmd/x cmd/x/testdata":   {source.Include("cmd/**")},
		} {
			files := &denied{FS: tree(repository...)}
			paths(t, source.Walk(files, opts...))
			assert.Equal(t, strings.Fields(want), files.read)
		}
	})
	t.Run("a folder that cannot be read is an error in its place, and the walk goes on", func(t *testing.T) {
		own := &fs.PathError{Op: "open", Path: "docs", Err: fs.ErrPermission}
		files := &denied{FS: tree(repository...), folders: map[string]error{"cmd/x": fs.ErrPermission, "docs": own}, first: 1}
		all, errs := paths(t, source.Walk(files, source.Exclude(".git")))
		assert.Equal(t, []string{"a.go", "#", "cmd/x/main.go", "cmd.txt", "#", "docs/a.md", "testdata/z.go"}, all)
		assert.EqualError(t, errs[0], "readdir cmd/x: permission denied")
		assert.ErrorIs(t, errs[0], fs.ErrPermission)
		assert.Equal(t, own, errs[1])
	})
	t.Run("so is the root, and then it is over", func(t *testing.T) {
		_, errs := paths(t, source.Walk(os.DirFS(filepath.Join(t.TempDir(), "none"))))
		require.Len(t, errs, 1)
		assert.ErrorIs(t, errs[0], fs.ErrNotExist)
		all, errs := paths(t, source.Walk(&denied{FS: tree("a"), folders: map[string]error{".": errBoom}}))
		assert.Equal(t, []string{"#"}, all)
		assert.EqualError(t, errs[0], "readdir .: boom")
	})
	t.Run("symbolic links are entries, and not followed", func(t *testing.T) {
		root := t.TempDir()
		require.NoError(t, os.Mkdir(filepath.Join(root, "a"), 0o700))
		require.NoError(t, os.Symlink("..", filepath.Join(root, "a", "loop")))
		require.NoError(t, os.Symlink("nowhere", filepath.Join(root, "broken")))
		require.NoError(t, os.WriteFile(filepath.Join(root, "a", "x"), []byte("xyz"), 0o600))
		entries, err := source.Walk(os.DirFS(root)).TryCollect(t.Context())
		require.NoError(t, err)
		require.Len(t, entries, 3)
		for i, name := range []string{"a/loop", "a/x", "broken"} {
			assert.Equal(t, name, entries[i].Path)
			assert.Equal(t, name != "a/x", entries[i].Type()&fs.ModeSymlink != 0)
		}
		info, err := entries[1].Info()
		require.NoError(t, err)
		assert.Equal(t, int64(3), info.Size())
	})
	t.Run("a name that is no UTF-8 is a name", func(t *testing.T) {
		root := t.TempDir()
		if err := os.WriteFile(filepath.Join(root, "\xff.go"), nil, 0o600); err != nil {
			t.Skip("this file system has no such names")
		}
		all, errs := paths(t, source.Walk(os.DirFS(root), source.Include("**/?.go")))
		assert.Empty(t, errs)
		assert.Equal(t, []string{"\xff.go"}, all)
	})
	t.Run("reads nothing more when it has been left, or ctx has ended", func(t *testing.T) {
		files := &denied{FS: tree("a/1", "b/2", "c/3")}
		_, err := source.Walk(files).Take(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []string{".", "a", "b"}, files.read)

		ctx, cancel := context.WithCancelCause(t.Context())
		stopping := &cancels{FS: tree("a/", "b/", "c/"), at: "a", cancel: func() { cancel(errBoom) }}
		_, err = source.Walk(stopping).TryCollect(ctx)
		assert.Equal(t, errBoom, err)
		assert.Equal(t, []string{".", "a"}, stopping.read)
	})
}

// cancels is a file system that calls a function when a folder is read.
type cancels struct {
	fs.FS
	at     string
	cancel func()
	read   []string
}

func (c *cancels) ReadDir(name string) ([]fs.DirEntry, error) {
	c.read = append(c.read, name)
	if name == c.at {
		c.cancel()
	}
	return fs.ReadDir(c.FS, name)
}

func ExampleWalk() {
	files := tree("go.mod", "main.go", "node_modules/x.go", "sub/deep/y.go") // or os.DirFS("folder")

	s := source.Walk(files, source.Include("**/*.go"), source.Exclude("**/node_modules"))
	for e, err := range s.All(context.Background()) {
		fmt.Println(e.Path, e.Type().IsRegular(), err)
	}
	// Output:
	// main.go true <nil>
	// sub/deep/y.go true <nil>
}

func ExampleInclude() {
	files := tree("a/testdata/x.txt", "b/", "testdata/y.txt")

	folders := source.Walk(files, source.Include("**/testdata/"))
	_ = folders.ForEach(context.Background(), func(e source.Entry) { fmt.Println(e.Path, e.IsDir()) })
	// Output:
	// a/testdata true
	// testdata true
}

func ExampleExclude() {
	files := tree(".git/config", "a.go", "a_test.go")

	s := source.Walk(files, source.Exclude(".git", "**/*_test.go"))
	fmt.Println(s.Map(func(e source.Entry) string { return e.Path }).TryCollect(context.Background()))
	// Output: [a.go] <nil>
}

func ExampleEntry() {
	size := func(_ context.Context, e source.Entry) (string, error) {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) { // it has been deleted since
			return e.Path + " is gone", nil
		}
		return fmt.Sprintf("%s has %d bytes", e.Path, info.Size()), err
	}

	s := source.Walk(tree("a", "b/cd")).TryMap(size)
	fmt.Println(s.TryCollect(context.Background()))
	// Output: [a has 1 bytes b/cd has 4 bytes] <nil>
}
