package main

import (
	"runtime/debug"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// few elements are enough to notice a stage that holds on to them, if more growth is allowed.
const (
	few    = 200_000
	growth = 24 << 20
)

func TestSoak(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector has memory of its own for every word that was ever used")
	}
	t.Run("memory is flat", func(t *testing.T) {
		var table []string
		require.NoError(t, soak(t.Context(), chain(few), few, growth, func(line string) { table = append(table, line) }))
		require.Len(t, table, 1+samples, "a line each, below the head")
		assert.Contains(t, table[samples], "MiB")
	})
	t.Run("a stage that holds on to its elements is noticed", func(t *testing.T) {
		var held []*block
		keeps := chain(few).Inspect(func(b *block) { held = append(held, b) })
		err := soak(t.Context(), keeps, few, growth, func(string) {})
		require.ErrorContains(t, err, "has grown by")
		assert.Len(t, held, few-few/10)
	})
	t.Run("and so is a live heap that grows while the resident set does not", func(t *testing.T) {
		assert.ErrorContains(t, exceeds(sample{100, 10}, sample{100, 31}, 20, 7), "the live heap")
		assert.ErrorContains(t, exceeds(sample{100, 10}, sample{121, 10}, 20, 7), "resident memory")
		assert.NoError(t, exceeds(sample{100, 10}, sample{120, 30}, 20, 7), "just what may be")
	})
	t.Run("elements that are missing are noticed", func(t *testing.T) {
		err := soak(t.Context(), chain(few).Take(100), few, growth, func(string) {})
		assert.ErrorContains(t, err, "elements came, not")
	})
	t.Run("and so is a failure of the stream", func(t *testing.T) {
		err := soak(t.Context(), stream.Fail[*block](assert.AnError), few, growth, func(string) {})
		assert.ErrorIs(t, err, assert.AnError)
	})
}

func TestResident(t *testing.T) {
	debug.FreeOSMemory() // of other tests: else it is used again
	before := resident()
	assert.Greater(t, before, int64(1<<20))
	big := []byte(strings.Repeat("x", 64<<20))
	assert.Greater(t, resident(), before+32<<20)
	assert.Len(t, big, 64<<20)
}
