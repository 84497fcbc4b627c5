package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// plain is the oracle of these tests: what a load makes of the file, by one loop
// and in memory. It returns the rows of the table, and the line and column of the rejects.
func plain(t *testing.T, path string) (rows, rejects []string) {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	_, err = r.Read()
	require.NoError(t, err)
	table := map[int64]string{}
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		id, column := plainRow(row)
		if _, twice := table[id]; column == "" && twice {
			column = "id"
		}
		if column == "" {
			cents := strings.TrimLeft(strings.Replace(row[4], ".", "", 1), "0")
			table[id] = strings.Join([]string{row[1], row[2], row[3], "0"[:max(0, 1-len(cents))] + cents}, "|")
			continue
		}
		line, _ := r.FieldPos(0)
		rejects = append(rejects, fmt.Sprint(line, " ", strings.TrimPrefix(column, "row")))
	}
	for _, id := range slices.Sorted(maps.Keys(table)) {
		rows = append(rows, fmt.Sprint(id, "|", table[id]))
	}
	return rows, rejects
}

var (
	digits = regexp.MustCompile(`^[0-9]{1,19}$`)
	amount = regexp.MustCompile(`^[0-9]{1,8}\.[0-9][0-9]$`)
	isoDay = regexp.MustCompile(`^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$`)
)

// plainRow returns the first bad column, or "row" for the row as a whole.
func plainRow(row []string) (id int64, column string) {
	if len(row) != 5 {
		return 0, "row"
	}
	id, _ = strconv.ParseInt(row[0], 10, 64)
	quantity, _ := strconv.Atoi(row[3])
	_, noDay := time.Parse("2006-01-02", row[2])
	switch {
	case !digits.MatchString(row[0]) || id < 1 || id == math.MaxInt64:
		return 0, "id"
	case strings.TrimSpace(row[1]) == "" || !utf8.ValidString(row[1]) || strings.Contains(row[1], "\x00"):
		return 0, "customer"
	case !isoDay.MatchString(row[2]) || noDay != nil:
		return 0, "day"
	case !digits.MatchString(row[3]) || quantity < 1 || quantity > 1_000_000:
		return 0, "quantity"
	case !amount.MatchString(row[4]):
		return 0, "amount"
	}
	return id, ""
}

// rejected is what a rejects file says, without the reasons, of which each has one.
func rejected(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"line", "column", "reason"}, rows[0])
	var all []string
	for _, row := range rows[1:] {
		require.NotEmpty(t, row[2])
		all = append(all, row[0]+" "+row[1])
	}
	return all
}
