package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

type fullWriter struct{}

var errFull = errors.New("full")

func (fullWriter) Write([]byte) (int, error) { return 0, errFull }

func TestDivider(t *testing.T) {
	row := stream.Result[order]{Err: &reject{1, "id", strings.Repeat("x", 5000)}}

	t.Run("a writer that fails ends the run", func(t *testing.T) {
		d := newDivider(fullWriter{}, new(tally))
		_, _, err := d.divide(t.Context(), row)
		assert.ErrorIs(t, err, errFull)
		assert.ErrorIs(t, d.flush(), errFull)
	})
	t.Run("also if it fails at the end", func(t *testing.T) {
		assert.ErrorIs(t, newDivider(fullWriter{}, new(tally)).flush(), errFull)
	})
	t.Run("an error that is no fault of a row ends the run", func(t *testing.T) {
		for _, fault := range []error{errFull, &source.Error{Line: 7, Err: errFull}} {
			_, _, err := newDivider(new(bytes.Buffer), new(tally)).divide(t.Context(), stream.Result[order]{Err: fault})
			assert.Equal(t, fault, err)
		}
	})
}
