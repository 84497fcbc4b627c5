package main

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAppendSum(t *testing.T) {
	for path, want := range map[string]string{
		"plain":      "00ff  plain\n",
		" blank ":    "00ff   blank \n",
		"a\nb":       "\\00ff  a\\nb\n",
		"a\rb":       "\\00ff  a\\rb\n",
		`a\b`:        "\\00ff  a\\\\b\n",
		"a\\n\n":     "\\00ff  a\\\\n\\n\n",
		"tab\t\x00":  "00ff  tab\t\x00\n",
		"bad\xffutf": "00ff  bad\xffutf\n",
	} {
		assert.Equal(t, want, string(appendSum(nil, sum{path, []byte{0, 255}})))
	}
}

func TestAppendVerdict(t *testing.T) {
	for want, v := range map[string]verdict{
		"a: OK\n":                      {path: "a", match: true},
		"a: FAILED\n":                  {path: "a"},
		"a: FAILED open or read\n":     {path: "a", err: errors.New("no")},
		"\\a\\n\\\\\\r: OK\n":          {path: "a\n\\\r", match: true},
		"a\\\r: OK\n":                  {path: "a\\\r", match: true},
		"\\\\n: FAILED open or read\n": {path: "\n", err: errors.New("no"), match: true},
	} {
		assert.Equal(t, want, string(appendVerdict(nil, v)))
	}
}

func TestUnescape(t *testing.T) {
	t.Run("is the inverse of escaping", func(t *testing.T) {
		for _, path := range append(oddNames, "", `\`, `\\`, "\n\n", `\n`) {
			got, ok := unescape(escaper.Replace(path))
			assert.True(t, ok)
			assert.Equal(t, path, got)
		}
	})
	t.Run("refuses what nothing is escaped to", func(t *testing.T) {
		for _, s := range []string{`\`, `a\`, `\a`, `\\\`, `\0`, `\N`} {
			_, ok := unescape(s)
			assert.False(t, ok, s)
		}
	})
}
