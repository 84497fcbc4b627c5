package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestExitCode(t *testing.T) {
	over, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		what string
		ctx  context.Context
		err  error
		bad  bool
		code int
		says string
	}{
		{"all is well", t.Context(), nil, false, exitOK, ""},
		{"a file failed", t.Context(), nil, true, exitFailed, ""},
		{"interrupted", over, nil, false, exitInterrupted, ""},
		{"interrupted, and a file had failed", over, nil, true, exitInterrupted, ""},
		{"the reader has gone, which needs no words", t.Context(), &fs.PathError{Op: "write", Path: "x", Err: syscall.EPIPE}, false, exitPipe, ""},
		{"the disk is full", t.Context(), &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, false, exitFailed, "checksum: write error: no space left on device\n"},
	} {
		t.Run(c.what, func(t *testing.T) {
			var stderr strings.Builder
			j := newJob(defaults(1), nil, nil, &stderr)
			j.bad = c.bad
			assert.Equal(t, c.code, j.exitCode(c.ctx, c.err))
			assert.Equal(t, c.says, stderr.String())
		})
	}
}

func TestDescribe(t *testing.T) {
	no := errors.New("no")
	assert.EqualError(t, describe(no), "no")
	assert.EqualError(t, describe(fmt.Errorf("outer: %w", &fs.PathError{Op: "open", Path: "a b", Err: no})), "a b: no")
}

func TestQuote(t *testing.T) {
	for path, want := range map[string]string{
		"plain/päth ☃": "plain/päth ☃",
		"":             `""`,
		"a\nb":         `"a\nb"`,
		"\x1b[31mred":  `"\x1b[31mred"`,
		"\xff":         `"\xff"`,
		"\u202egnp":    `"\u202egnp"`,
	} {
		assert.Equal(t, want, quote(path))
	}
}
