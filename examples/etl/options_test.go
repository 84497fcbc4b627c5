package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestUsage(t *testing.T) {
	csv := generated(t, 1)
	db := filepath.Join(t.TempDir(), "orders.db")

	t.Run("bad usage is one line, exit code 2, and nothing is done", func(t *testing.T) {
		for _, c := range []struct {
			args    []string
			message string
		}{
			{nil, "generate or load?"},
			{[]string{"dump"}, `generate or load, not "dump"`},
			{[]string{"generate"}, "generate takes one CSV file, got 0 arguments"},
			{[]string{"generate", ""}, "the CSV file needs a name"},
			{[]string{"generate", "a", "b"}, "generate takes one CSV file, got 2 arguments"},
			{[]string{"generate", "-rows", "-1", "a"}, "-rows must not be negative, got -1"},
			{[]string{"generate", "-rows", "x", "a"}, `invalid value "x" for flag -rows: parse error`},
			{[]string{"generate", "-bad", "101", "a"}, "-bad must be between 0 and 100, got 101"},
			{[]string{"generate", "-bad", "NaN", "a"}, "-bad must be between 0 and 100, got NaN"},
			{[]string{"load", csv}, "load takes a CSV file and a database, got 1 arguments"},
			{[]string{"load", csv, db, "-j"}, "load takes a CSV file and a database, got 3 arguments"},
			{[]string{"load", "-j", "0", csv, db}, "-j must be at least 1, got 0"},
			{[]string{"load", "-batch", "0", csv, db}, "-batch must be at least 1, got 0"},
			{[]string{"load", "-what", csv, db}, "flag provided but not defined: -what"},
			{[]string{"load", "/missing.csv", db}, "stat /missing.csv: no such file or directory"},
			{[]string{"load", "/", db}, "/ is a directory"},
			{[]string{"load", csv, ""}, "the database needs a name"},
			{[]string{"load", csv, "postgres://a:secret@:x"}, "cannot parse `postgres://a:xxxxx@:x`"},
		} {
			got := etl(t, c.args...)
			assert.Equal(t, exitUsage, got.code, c.args)
			assert.Empty(t, got.stdout)
			assert.Regexp(t, `^[^\n]* Try 'etl -h' for help\.\n$`, got.stderr)
			assert.Contains(t, got.stderr, "etl: "+c.message)
			assert.NotContains(t, got.stderr, "secret")
		}
		assert.NoFileExists(t, db)
	})

	t.Run("help", func(t *testing.T) {
		for _, args := range [][]string{{"-h"}, {"load", "-h"}, {"generate", "-help"}} {
			assert.Equal(t, outcome{stdout: usage}, etl(t, args...))
		}
	})
}
