package main

import (
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// closed is a reader that knows whether it was closed.
type closed struct {
	io.Reader
	times int
}

func (c *closed) Close() error {
	c.times++
	return nil
}

func TestInflated(t *testing.T) {
	t.Run("what is read is closed once", func(t *testing.T) {
		for _, text := range []string{"", "x", "plain", zipped(t, "plain")} {
			r := &closed{Reader: strings.NewReader(text)}
			in, err := inflated(r)
			require.NoError(t, err)
			_, err = io.ReadAll(in)
			require.NoError(t, err)
			require.NoError(t, in.Close())
			assert.Equal(t, 1, r.times)
		}
	})

	t.Run("and so is what only begins as gzip's files do", func(t *testing.T) {
		r := &closed{Reader: strings.NewReader("\x1f\x8bnot gzip")}
		_, err := inflated(r)
		require.Error(t, err)
		assert.Equal(t, 1, r.times)
	})
}
