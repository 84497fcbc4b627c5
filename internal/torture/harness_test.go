package main

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// from counts the seeds up.
func from(seed uint64) func() uint64 {
	return func() uint64 { seed++; return seed - 1 }
}

func newTorture(t *testing.T, tables tables) *torture {
	t.Helper()
	return &torture{tables: tables, patience: time.Minute, say: func(string) {}, hang: func(line string) { panic(line) }}
}

// only is a table with one stage, and with terminals that are named so.
func only(r row, ends ...string) tables {
	from := all
	from.rows = [][]row{{r}}
	if len(ends) > 0 {
		from.terminals = slices.DeleteFunc(slices.Clone(all.terminals), func(end terminal) bool { return !slices.Contains(ends, end.text) })
	}
	return from
}

// finds asserts that a table with something wrong in it fails, soon and with the right words.
func finds(t *testing.T, broken tables, words string) {
	t.Helper()
	err := newTorture(t, broken).run(t.Context(), 3000, from(1))
	require.Error(t, err, "in 3000 runs")
	assert.ErrorContains(t, err, words)
	assert.ErrorContains(t, err, "seed ")
}

// named is a stage of the tables.
func named(t *testing.T, rows []row, text string) row {
	t.Helper()
	i := slices.IndexFunc(rows, func(r row) bool { return r.text == text })
	require.GreaterOrEqual(t, i, 0, text)
	return rows[i]
}
