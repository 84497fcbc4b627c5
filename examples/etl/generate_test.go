package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGenerate(t *testing.T) {
	write := func(args ...string) string {
		path := filepath.Join(t.TempDir(), "orders.csv")
		got := etl(t, append(append([]string{"generate"}, args...), path)...)
		require.Equal(t, exitOK, got.code, got.stderr)
		assert.Regexp(t, `^etl: \d+ rows in \d+\.\d\d s\n$`, got.stderr)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		return string(text)
	}

	t.Run("the same seed gives the same file, and another another one", func(t *testing.T) {
		first := write("-rows", "1000")
		assert.Equal(t, first, write("-rows", "1000", "-seed", "1"))
		assert.NotEqual(t, first, write("-rows", "1000", "-seed", "2"))
		assert.True(t, strings.HasPrefix(write("-rows", "2000"), first), "a longer file begins alike")
	})

	t.Run("none is a header alone", func(t *testing.T) {
		assert.Equal(t, "id,customer,day,quantity,amount\n", write("-rows", "0"))
	})

	t.Run("so many rows are bad, in each way there is", func(t *testing.T) {
		path := generated(t, 20_000)
		_, rejects := plain(t, path)
		assert.InDelta(t, 0.1, float64(len(rejects))/20_000, 0.01)
		kinds := map[string]int{}
		for _, r := range rejects {
			_, column, _ := strings.Cut(r, " ")
			kinds[column]++
		}
		assert.Len(t, kinds, 6, "five columns, and the row as a whole")
		for kind, n := range kinds {
			assert.Greater(t, n, 200, kind)
		}
	})

	t.Run("all or none are bad", func(t *testing.T) {
		for bad, want := range map[string]int{"0": 300, "100": 0} {
			path := filepath.Join(t.TempDir(), "orders.csv")
			require.Equal(t, exitOK, etl(t, "generate", "-rows", "300", "-bad", bad, path).code)
			rows, _ := plain(t, path)
			// an id that only bad rows had before is a good one
			assert.InDelta(t, want, len(rows), float64(300-want)/7, fmt.Sprint(bad, " percent"))
		}
	})

	t.Run("interrupted, or where there is no room, it leaves nothing", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		dir := t.TempDir()
		assert.Equal(t, outcome{"", "etl: interrupted\netl: no file is written\n", exitInterrupted}, etlUntil(ctx, "generate", dir+"/orders.csv"))
		got := etl(t, "generate", dir+"/missing/orders.csv")
		assert.Equal(t, exitFailed, got.code)
		assert.Contains(t, got.stderr, "no such file or directory")
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		assert.Empty(t, left)
	})
}
