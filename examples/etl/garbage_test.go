package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBadFile(t *testing.T) {
	const header = "id,customer,day,quantity,amount\n"
	noise := make([]byte, 100_000)
	random := rand.NewChaCha8([32]byte{})
	_, _ = random.Read(noise)
	for name, c := range map[string]struct {
		text   string
		stderr string // how it begins; empty: it is no failure
	}{
		"an empty one":                        {"", ""},
		"one without rows":                    {header, ""},
		"one in which no row is good":         {header + "\x00\xff\n" + strings.Repeat(`"`, 3) + "\n\n\n", ""},
		"noise below the header":              {header + string(noise), ""},
		"one with a row of 2 MiB":             {header + strings.Repeat("x", 2<<20), ""},
		"one with a quote that is not closed": {header + "\"" + strings.Repeat("x\n", 1<<20), ""},
		"noise":                               {string(noise), "the first row must be id,customer,day,quantity,amount"},
		"one with a missing column":           {"id,customer,day,quantity\n1,a,2024-01-01,1\n", "the first row must be id,customer,day,quantity,amount"},
		"one with another column":             {"id,name,day,quantity,amount\n", "the first row must be id,customer,day,quantity,amount"},
		"one without a header":                {"1,Bob,2024-01-01,1,1.00\n", "the first row must be id,customer,day,quantity,amount"},
		"one with a bad header, and a mark":   {"\ufeff\n\ni\"d,customer,day,quantity,amount\n1,a\n", "the first row must be id,customer,day,quantity,amount"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "orders.csv")
			require.NoError(t, os.WriteFile(path, []byte(c.text), 0o644))
			to := newSQLite(t)
			got := etl(t, "load", path, to.name)
			assert.Empty(t, to.rows(t))
			if c.stderr == "" {
				assert.Equal(t, exitOK, got.code, got.stderr)
				assert.Contains(t, got.stderr, " 0 orders, ")
				assert.FileExists(t, path+".rejects.csv")
				return
			}
			assert.Equal(t, exitFailed, got.code)
			assert.True(t, strings.HasPrefix(got.stderr, "etl: "+path+": "+c.stderr+"\n"), got.stderr)
			assert.NoFileExists(t, path+".rejects.csv")
		})
	}
}

func TestBadDatabase(t *testing.T) {
	csv := generated(t, 10)
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.db")
	require.NoError(t, os.WriteFile(garbage, []byte(strings.Repeat("garbage", 1000)), 0o644))
	for name, reason := range map[string]string{
		garbage:                       garbage + ": file is not a database",
		dir:                           dir + ": unable to open database file",
		dir + "/missing/orders.db":    dir + "/missing/orders.db: unable to open database file",
		"postgres://a:secret@[::1]:1": "PostgreSQL: failed to connect to",
	} {
		got := etl(t, "load", csv, name)
		assert.Equal(t, exitFailed, got.code, name)
		assert.True(t, strings.HasPrefix(got.stderr, "etl: "+reason), got.stderr)
		assert.NotContains(t, got.stderr, "secret")
	}

	t.Run("a table that holds something else", func(t *testing.T) {
		eachDatabase(t, func(t *testing.T, to target) {
			_, err := to.db.ExecContext(t.Context(), "CREATE TABLE orders (id integer)")
			require.NoError(t, err)
			got := etl(t, "load", csv, to.name)
			assert.Equal(t, exitFailed, got.code)
			assert.Regexp(t, `^etl: sink: Exec: batch of elements 0 to \d+ is rolled back: prepare: .*column.*\n`, got.stderr)
		})
	})
}
