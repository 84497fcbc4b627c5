package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// tmpfs is a file system of that size.
func tmpfs(t *testing.T, size string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("no small file system: ", err)
	}
	t.Cleanup(func() { assert.NoError(t, unix.Unmount(dir, 0)) })
	return dir
}

func TestDiskFull(t *testing.T) {
	csv := generated(t, 20_000)

	t.Run("of the database: whole batches are stored, and with more room it goes on", func(t *testing.T) {
		dir := tmpfs(t, "800k")
		rejects := filepath.Join(t.TempDir(), "rejects.csv")
		name := filepath.Join(dir, "orders.db")
		got := etl(t, "load", "-batch", "500", "-rejects", rejects, csv, name)
		assert.Equal(t, exitFailed, got.code)
		assert.Regexp(t, `^etl: sink: Exec: batch of elements \d+ to \d+ .*full \(13\)\netl: \d+ rows in .*, not written\. Start it again to go on\n$`, got.stderr)
		assert.NoFileExists(t, rejects)

		require.NoError(t, unix.Mount("tmpfs", dir, "tmpfs", unix.MS_REMOUNT, "size=64m"))
		to := opened(t, name)
		n := to.count(t.Context())
		assert.Positive(t, n)
		assert.Zero(t, n%500)
		require.Equal(t, exitOK, etl(t, "load", "-rejects", rejects, csv, name).code)
		assertLoaded(t, csv, rejects, to)
		require.NoError(t, to.db.Close())
	})

	for when, c := range map[string]struct {
		csv  string
		size string
	}{
		"in the midst":    {csv, "16k"},
		"with their last": {generated(t, 1200), "4k"}, // more than that, and less than two of the buffers that are written
	} {
		t.Run("of the rejects, "+when+": none are left, and elsewhere it goes on", func(t *testing.T) {
			dir := tmpfs(t, c.size)
			to := newSQLite(t)
			got := etl(t, "load", "-rejects", filepath.Join(dir, "rejects.csv"), c.csv, to.name)
			assert.Equal(t, exitFailed, got.code)
			assert.True(t, strings.HasPrefix(got.stderr, "etl: write "+dir) && strings.Contains(got.stderr, ": no space left on device\n"), got.stderr)
			left, err := os.ReadDir(dir)
			require.NoError(t, err)
			assert.Empty(t, left)

			rejects := filepath.Join(t.TempDir(), "rejects.csv")
			require.Equal(t, exitOK, etl(t, "load", "-rejects", rejects, c.csv, to.name).code)
			assertLoaded(t, c.csv, rejects, to)
		})
	}
}
