package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLoad(t *testing.T) {
	path := generated(t, 20_000)
	rejects := path + ".rejects.csv"
	rows, bad := plain(t, path)
	eachDatabase(t, func(t *testing.T, to target) {
		t.Run("stores what a plain program does, and rejects the rest", func(t *testing.T) {
			got := etl(t, "load", path, to.name)
			require.Equal(t, exitOK, got.code, got.stderr)
			assertLoaded(t, path, rejects, to)
			assert.Regexp(t, fmt.Sprintf(`^etl: 20000 rows in \d+\.\d\d s, \d+ rows/s: %d orders, %d rows of the table new or changed; %d rejects in %s\n$`,
				len(rows), len(rows), len(bad), regexp.QuoteMeta(rejects)), got.stderr)
			assert.Empty(t, got.stdout)
		})
		t.Run("once more it changes nothing", func(t *testing.T) {
			got := etl(t, "load", path, to.name)
			assert.Contains(t, got.stderr, " 0 rows of the table new or changed;")
			assertLoaded(t, path, rejects, to)
		})
		t.Run("a corrected file corrects the table", func(t *testing.T) {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			corrected := filepath.Join(t.TempDir(), "corrected.csv")
			require.NoError(t, os.WriteFile(corrected, []byte(strings.ReplaceAll(string(text), "Lovelace", "King")), 0o644))
			got := etl(t, "load", "-rejects", rejects, corrected, to.name)
			assert.Contains(t, got.stderr, fmt.Sprintf(" %d rows of the table new or changed;", strings.Count(strings.Join(rows, "\n"), "Lovelace")))
			assertLoaded(t, corrected, rejects, to)
		})
	})
}

func TestLoadLeaves(t *testing.T) {
	dir := t.TempDir()
	require.Equal(t, exitOK, etl(t, "load", "-rejects", dir+"/rejects.csv", generated(t, 100), dir+"/orders.db").code)
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, left, 2, "the database is closed, and its log with it")
}

func TestLoadInterruptedAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	path := generated(t, 100)
	eachDatabase(t, func(t *testing.T, to target) {
		assert.Equal(t, outcome{"", "etl: interrupted\n", exitInterrupted}, etlUntil(ctx, "load", path, to.name))
	})
	assert.NoFileExists(t, path+".rejects.csv")
}

func TestLoadInAnyBatches(t *testing.T) {
	path := generated(t, 1000)
	rejects := filepath.Join(t.TempDir(), "r.csv")
	for _, jobs := range []string{"1", "7"} {
		for _, batch := range []string{"1", "7", "999", "100000"} {
			eachDatabase(t, func(t *testing.T, to target) {
				got := etl(t, "load", "-j", jobs, "-batch", batch, "-rejects", rejects, path, to.name)
				require.Equal(t, exitOK, got.code, got.stderr)
				assertLoaded(t, path, rejects, to)
			})
		}
	}
}

// TestLoadRows has a row of every kind, and says of each reject what is wrong.
func TestLoadRows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "orders.csv")
	text := "\ufeffid,customer,day,quantity,amount\r\n" +
		"7,\"Ann\n\nLee\",2024-02-29,3,0.05\r\n" + // lines 2 to 4
		"\r\n\n" +
		"8,Bob,2023-02-29,3,0.05\r\n" + // line 7
		"007,Bob,2024-01-01,3,0.05\r\n" +
		"9,Bob,2024-01-01,3,\"12,50\"\r\n" +
		"9,Bob,2024-01-01,0,12.50\r\n" + // line 10
		"9,Bob\r\n" +
		"9,B\"ob,2024-01-01,3,12.50\r\n" +
		"9," + strings.Repeat("b", 200_000) + ",2024-01-01,3,12.50\r\n" +
		"9," + strings.Repeat("b", 2<<20) + ",2024-01-01,3,12.50\r\n" +
		"9223372036854775807," + strings.Repeat("é", 100) + ",1900-01-01,1000000,99999.99\r\n" + // line 15
		"x,Bob,2024-01-01,3,12.50\r\n" +
		"7,Bob,2024-01-01,3,12.50\r\n" +
		"9,Bob,2024-01-01,3,\"12.50" // cut off
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	eachDatabase(t, func(t *testing.T, to target) {
		got := etl(t, "load", path, to.name)
		require.Equal(t, exitOK, got.code, got.stderr)
		assert.Equal(t, []string{"7|Ann\n\nLee|2024-02-29|3|5", "9223372036854775807|" + strings.Repeat("é", 100) + "|1900-01-01|1000000|9999999"}, to.rows(t))
		rejects, err := os.ReadFile(path + ".rejects.csv")
		require.NoError(t, err)
		assert.Equal(t, `line,column,reason
7,day,"""2023-02-29"" is no day like 2006-01-02"
8,id,7 is the id of line 2
9,amount,"""12,50"" is no amount like 12.50"
10,quantity,"""0"" is not between 1 and 1000000"
11,,"wrong number of fields: 2, not 5"
12,,"bare "" in non-quoted-field"
13,customer,"it has 200000 bytes, 200 at most"
14,,longer than the limit of 1048576 bytes
16,id,"""x"" is no whole number"
17,id,7 is the id of line 2
18,,"extraneous or missing "" in quoted-field"
`, string(rejects))
	})
}
