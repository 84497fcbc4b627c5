package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func FuzzParse(f *testing.F) {
	algo := algorithms["xxh3"]
	digest := []byte("12345678")
	for _, name := range oddNames {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, path string) {
		// As a line it must do no harm.
		(&parser{algo: algo}).parse([]byte(path))

		// As a path it must survive being written and read.
		if path == "" || strings.Contains(path, "\x00") || len(path) > 4096 {
			return
		}
		want := entry{path, digest}
		got := collect(strings.NewReader(string(appendSum(nil, sum(want)))))
		require.Len(t, got, 1)
		e, ok := (&parser{algo: algo}).parse([]byte(got[0]))
		require.True(t, ok)
		require.Equal(t, want, e)
	})
}
