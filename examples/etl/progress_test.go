package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestProgress(t *testing.T) {
	load := func(screen *bytes.Buffer) {
		path := generated(t, 5000)
		db, err := newDatabase(newSQLite(t).name)
		require.NoError(t, err)
		j := &job{csv: path, rejects: path + ".rejects", db: db, jobs: 2, batch: 100}
		if screen != nil {
			j.screen = screen
		}
		_, err = j.run(t.Context())
		require.NoError(t, err)
	}

	t.Run("shows rows and a bar, and erases it", func(t *testing.T) {
		var screen bytes.Buffer
		load(&screen)
		assert.Regexp(t, `\d+ rows +\d+% \|`, screen.String())
		assert.True(t, strings.HasSuffix(screen.String(), "\r"), "the cursor is where the line begins")
		shown := strings.Split(strings.TrimRight(screen.String(), "\r"), "\r")
		assert.Empty(t, strings.TrimSpace(shown[len(shown)-1]), "which is blank")
	})

	t.Run("erases it also in the midst of the file", func(t *testing.T) {
		var screen bytes.Buffer
		j := &job{csv: generated(t, 5000), screen: &screen}
		f, err := j.open()(t.Context())
		require.NoError(t, err)
		_, err = f.Read(make([]byte, 1000))
		require.NoError(t, err)
		require.NoError(t, f.Close())
		shown := strings.Split(strings.TrimRight(screen.String(), "\r"), "\r")
		assert.Empty(t, strings.TrimSpace(shown[len(shown)-1]), screen.String())
	})

	t.Run("what is no terminal gets none", func(t *testing.T) {
		assert.Nil(t, terminal(new(bytes.Buffer)))
		f, err := os.CreateTemp(t.TempDir(), "")
		require.NoError(t, err)
		defer f.Close()
		assert.Nil(t, terminal(f))
	})
}
