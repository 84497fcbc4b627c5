package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// document is a page with places for some rows.
func document(t *testing.T, names ...string) (dir, path string) {
	t.Helper()
	var doc strings.Builder
	for _, name := range names {
		doc.WriteString("by hand\n<!-- compare: " + name + " -->\nold\n<!-- /compare -->\n")
	}
	dir = t.TempDir()
	path = filepath.Join(dir, "performance.md")
	require.NoError(t, os.WriteFile(path, []byte(doc.String()), 0o600))
	return dir, path
}

func read(t *testing.T, path string) string {
	t.Helper()
	doc, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(doc)
}

func nobody(string) {}

func TestCompare(t *testing.T) {
	common := []string{"machine", "verdicts", "peers"}

	t.Run("a run of some rows writes their tables and leaves the rest", func(t *testing.T) {
		dir, path := document(t, append(common, "chain/x+1", "sleep/1ms/n=100")...)
		require.NoError(t, compare(nobody, 0, "^chain/", dir))
		doc := read(t, path)
		assert.Equal(t, 5, strings.Count(doc, "by hand\n"))
		assert.Equal(t, 4, strings.Count(doc, "-->\nold\n<!--"))
		assert.Contains(t, doc, "<!-- compare: chain/x+1 -->\n| contender | ns per element |")
		assert.Contains(t, doc, "| leat chain | ")
		assert.Contains(t, doc, " |\n<!-- /compare -->\n")
	})
	t.Run("a missing mark fails before anything is measured", func(t *testing.T) {
		dir, path := document(t, append(common, "chain/x+1")...)
		before := read(t, path)
		var printed strings.Builder
		assert.ErrorContains(t, compare(func(text string) { printed.WriteString(text) }, 0, "^(chain|sleep)/", dir), "compare: sleep/1ms/n=100")
		assert.Empty(t, printed.String())
		assert.Equal(t, before, read(t, path))
	})
	t.Run("no row, no run", func(t *testing.T) {
		assert.EqualError(t, compare(nobody, 0, "^nothing$", ""), `no row matches "^nothing$"`)
		assert.Error(t, compare(nobody, 0, "(", ""))
	})
}
