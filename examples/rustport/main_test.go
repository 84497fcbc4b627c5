package main

import (
	"bytes"
	"context"
	"errors"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	t.Run("prints a line for each pattern", func(t *testing.T) {
		var stdout, stderr bytes.Buffer
		require.Equal(t, 0, run(t.Context(), []string{"-docs", "7", "-delay", "1ms", "-j", "3"}, &stdout, &stderr), stderr.String())
		times := regexp.MustCompile(` +[0-9.]+m?s  `)
		assert.Regexp(t, `^7 documents, 3 at a time, from a server that takes 1ms for each; \d+ processors\n\n`, stdout.String())
		_, table, _ := bytes.Cut(stdout.Bytes(), []byte("\n\n"))
		assert.Equal(t, `one by one: 7 documents, 52035 bytes
concurrently: 7 documents, 52035 bytes
order does not matter: 7 documents, 52035 bytes
a loop that computes: 7 sums, 565736a8 in all
in parallel: 7 sums, 565736a8 in all
shared data: 14 words, most often "one": 1490
no lifetimes, no boxes: 7 documents, 52035 bytes
`, times.ReplaceAllString(string(table), ": "))
		assert.Empty(t, stderr.String())
	})
	t.Run("says how it is used", func(t *testing.T) {
		for _, args := range [][]string{{"-j", "0"}, {"-docs", "0"}, {"-delay", "-1s"}, {"-delay", "x"}, {"-nope"}, {"argument"}} {
			var stdout, stderr bytes.Buffer
			assert.Equal(t, 2, run(t.Context(), args, &stdout, &stderr), args)
			assert.NotEmpty(t, stderr.String(), args)
			assert.Empty(t, stdout.String(), args)
		}
		var stdout, stderr bytes.Buffer
		assert.Equal(t, 0, run(t.Context(), []string{"-h"}, &stdout, &stderr))
		assert.Contains(t, stderr.String(), "-delay")
	})
	t.Run("ends soon when it is interrupted", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		var stdout, stderr bytes.Buffer
		assert.Equal(t, 130, run(ctx, []string{"-delay", "1h"}, &stdout, &stderr), stderr.String())
		assert.Empty(t, stderr.String())
	})
	t.Run("tells when the output cannot be written", func(t *testing.T) {
		var stderr bytes.Buffer
		assert.Equal(t, 1, run(t.Context(), []string{"-docs", "1", "-delay", "0"}, full{}, &stderr))
		assert.Equal(t, "rustport: no room\n", stderr.String())
	})
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

var errFull = errors.New("no room")
