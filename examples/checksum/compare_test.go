package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMeasure(t *testing.T) {
	t.Run("prints the results once, and both ways on stderr", func(t *testing.T) {
		root := plant(t, oddNames...)
		want := checksum(t, root)
		got := checksum(t, "-compare", "-j", "3", root)
		assert.Equal(t, want.stdout, got.stdout)
		assert.Equal(t, exitOK, got.code)
		lines := strings.Split(got.stderr, "\n")
		require.Len(t, lines, 5)
		assert.Regexp(t, `^plain loop +21 +\S+ \S+ +\d+\.\d{3} +\S+ \S+  1\.00x$`, lines[1])
		assert.Regexp(t, `^leat, -j 3 +21 +\S+ \S+ +\d+\.\d{3} +\S+ \S+  \d+\.\d\dx$`, lines[2])
		assert.Equal(t, "checksum: both printed the same", lines[3])
	})

	t.Run("tells when the outputs differ", func(t *testing.T) {
		root := plant(t, "a")
		changes := 0
		var stderr strings.Builder
		j := harness(defaults(1, root), io.Discard, &stderr, func(n int) {
			if n == 0 { // at its end, the file becomes another
				changes++
				require.NoError(t, os.WriteFile(root+"/a", []byte(fmt.Sprint(changes)), 0o644))
			}
		})
		assert.Equal(t, exitFailed, j.exitCode(t.Context(), j.measure(t.Context())))
		assert.True(t, strings.HasSuffix(stderr.String(), "checksum: the outputs of the two ways differ\n"), stderr.String())
	})

	t.Run("says once what cannot be read", func(t *testing.T) {
		root := plant(t, "a", "b")
		var stderr strings.Builder
		j := harness(defaults(1, root), io.Discard, &stderr, func(int) {
			_ = os.Remove(root + "/b")
			_ = os.Symlink(root, root+"/b")
		})
		require.NoError(t, j.measure(t.Context()))
		assert.Equal(t, exitFailed, j.exitCode(t.Context(), nil))
		assert.Equal(t, 1, strings.Count(stderr.String(), "is a directory"))
	})

	t.Run("an interrupt ends it", func(t *testing.T) {
		root := plant(t, "a", "b")
		ctx, cancel := context.WithCancel(t.Context())
		var stderr strings.Builder
		j := harness(defaults(1, root), io.Discard, &stderr, func(int) { cancel() })
		assert.Equal(t, exitInterrupted, j.exitCode(ctx, j.measure(ctx)))
		assert.Empty(t, stderr.String())
	})
}
