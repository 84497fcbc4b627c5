package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestUsage(t *testing.T) {
	t.Chdir(t.TempDir())

	t.Run("bad usage is explained, exit code 2, and nothing is fetched", func(t *testing.T) {
		for _, c := range []struct{ args, message string }{
			{"-n 0", "-n must be at least 1, got 0"},
			{"-n x", `invalid value "x" for flag -n`},
			{"-rate 0", "-rate must be more than 0, got 0"},
			{"-rate -1", "-rate must be more than 0, got -1"},
			{"-rate nan", "-rate must be more than 0, got NaN"},
			{"-tries 0", "-tries must be at least 1, got 0"},
			{"-attempt 0s", "-attempt must be more than 0, got 0s"},
			{"-timeout -1s", "-timeout must be more than 0, got -1s"},
			{"-what", "flag provided but not defined: -what"},
			{"a b", "more than one FILE given"},
			{"missing", `"missing": no such file or directory`},
			{".", `"." is a directory`},
		} {
			var stdout, stderr strings.Builder
			code := run(t.Context(), strings.Fields(c.args), nil, &stdout, &stderr)
			assert.Equal(t, exitUsage, code, c.args)
			assert.Empty(t, stdout.String(), c.args)
			assert.True(t, strings.HasPrefix(stderr.String(), "fetch: "+c.message), stderr.String())
		}
	})

	t.Run("-h prints the usage", func(t *testing.T) {
		var stdout, stderr strings.Builder
		assert.Equal(t, exitOK, run(t.Context(), []string{"-h"}, nil, &stdout, &stderr))
		assert.Equal(t, usage, stdout.String())
		assert.Empty(t, stderr.String())
	})
}
