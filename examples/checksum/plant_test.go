package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// oddNames are file names that break naive tools, in lexical order.
var oddNames = []string{
	"\x01control", " leading space", "#comment", "*star", "-", "--", "-dash", "a\nb", "a\r", "back\\slash", "both\\\n\r",
	"dir/empty", "dir/.hidden", "dir/deep/deeper/x", "dir.txt", "invalid\xff\xfeutf8", "trailing ", "trailing\\", "tab\t", "ünïcode ☃",
	strings.Repeat("long", 60),
}

// plant makes the files below a new directory; each one holds its own name, and
// those called empty hold nothing. It returns the directory.
func plant(t *testing.T, names ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range names {
		path := root + "/" + name
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		content := name
		if filepath.Base(name) == "empty" {
			content = ""
		}
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
	return root
}

// walked returns the regular files below root in walk order, as the program
// names them.
func walked(t *testing.T, roots ...string) []string {
	t.Helper()
	var paths []string
	err := walk(t.Context(), roots)(t.Context(), func(path string, err error) bool {
		require.NoError(t, err)
		paths = append(paths, path)
		return true
	})
	require.NoError(t, err)
	return paths
}
