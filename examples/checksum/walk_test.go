package main

import (
	"context"
	"os"
	"slices"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWalk(t *testing.T) {
	t.Run("gives every regular file in lexical order, links not followed", func(t *testing.T) {
		t.Chdir(plant(t, "b/2", "b/1", "a.txt", "a/z", "a/.h", "c"))
		require.NoError(t, os.Symlink("c", "link-to-file"))
		require.NoError(t, os.Symlink("b", "link-to-dir"))
		require.NoError(t, os.Symlink(".", "link-to-self"))
		require.NoError(t, os.Symlink("nowhere", "link-to-nothing"))
		require.NoError(t, syscall.Mkfifo("fifo", 0o644))
		assert.Equal(t, []string{"./a/.h", "./a/z", "./a.txt", "./b/1", "./b/2", "./c"}, walked(t, "."))
	})

	t.Run("a name that is not valid UTF-8 is a name", func(t *testing.T) {
		root := plant(t, "in\xffvalid/\xfe")
		assert.Equal(t, []string{root + "/in\xffvalid/\xfe"}, walked(t, root))
	})

	t.Run("leaves a root as the user wrote it, and follows it if it is a link", func(t *testing.T) {
		t.Chdir(plant(t, "dir/sub/f", "other/sub/wrong", "dir/g", "h"))
		require.NoError(t, os.Symlink("dir/sub", "link"))
		require.NoError(t, os.Symlink("h", "filelink"))
		for _, c := range []struct{ root, want string }{
			{"dir/sub", "dir/sub/f"},
			{"dir/sub/", "dir/sub/f"},
			{"./dir/../dir/sub//", "./dir/../dir/sub//f"},
			{"link", "link/f"},
			{"link/", "link/f"},
			{"link/../g", "link/../g"}, // not ./g, which does not exist
			{"h", "h"},
			{"filelink", "filelink"},
		} {
			assert.Equal(t, []string{c.want}, walked(t, c.root), c.root)
		}
	})

	t.Run("a directory that cannot be read is an error in its place", func(t *testing.T) {
		root := plant(t, "a/1", "b/2", "c/3")
		var got []string
		err := walk(t.Context(), []string{root})(t.Context(), func(path string, err error) bool {
			require.NoError(t, os.RemoveAll(root+"/b"))
			if err != nil {
				path = describe(err).Error()
			}
			got = append(got, path)
			return true
		})
		require.NoError(t, err)
		assert.Equal(t, []string{root + "/a/1", root + "/b: no such file or directory", root + "/c/3"}, got)
	})

	t.Run("stops when nobody wants more, across roots", func(t *testing.T) {
		root, seen := plant(t, "a", "b", "c/d"), 0
		require.NoError(t, walk(t.Context(), []string{root, root})(t.Context(), func(string, error) bool {
			seen++
			return seen < 2
		}))
		assert.Equal(t, 2, seen)
	})

	t.Run("stops when ctx ends", func(t *testing.T) {
		root, seen := plant(t, "a", "b"), 0
		ctx, cancel := context.WithCancel(t.Context())
		require.NoError(t, walk(ctx, []string{root, root})(t.Context(), func(string, error) bool {
			seen++
			cancel()
			return true
		}))
		assert.Equal(t, 1, seen)
	})

	t.Run("can be run again", func(t *testing.T) {
		root := plant(t, "a", "b")
		assert.True(t, slices.Equal(walked(t, root), walked(t, root)))
	})
}
