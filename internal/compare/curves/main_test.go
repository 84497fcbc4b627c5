package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryCurveGivesAPictureAndATable(t *testing.T) {
	out, text := t.TempDir(), "# By hand\n"
	for _, c := range curves {
		for _, name := range c.names {
			text += fmt.Sprintf("above %s\n<!-- curves: %[1]s -->\nold\n<!-- /curves -->\nbelow %[1]s\n", name)
		}
	}
	path := filepath.Join(out, "performance.md")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	require.NoError(t, run(out, regexp.MustCompile("."), effort{quick: true}))

	page, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.NotContains(t, string(page), "old\n")
	assert.NotContains(t, string(page), "NaN")
	for _, c := range curves {
		for _, name := range c.names {
			_, section, _ := strings.Cut(string(page), "above "+name+"\n<!-- curves: "+name+" -->\n")
			section, _, ok := strings.Cut(section, "<!-- /curves -->\nbelow "+name+"\n")
			assert.True(t, ok, "%s: what stands outside of the marks has changed", name)
			assert.Regexp(t, `(?m)^\| .*\n\| .*---: \|\n(\| .* [0-9].* \|\n)+`, section, name)
			svg, err := os.ReadFile(filepath.Join(out, "performance", name+".svg"))
			require.NoError(t, err)
			assert.Contains(t, string(svg), "</svg>")
		}
	}
}

func TestNothingIsMeasuredForAPageWithoutMarks(t *testing.T) {
	out := t.TempDir()
	path := filepath.Join(out, "performance.md")
	require.NoError(t, os.WriteFile(path, []byte("<!-- curves: n-cheap -->\n"), 0o600))
	assert.ErrorContains(t, run(out, regexp.MustCompile("^n-cheap$"), effort{quick: true}), "no line <!-- /curves --> after")
	assert.ErrorContains(t, run(out, regexp.MustCompile("^stages$"), effort{quick: true}), "no line <!-- curves: stages -->")
	assert.NoDirExists(t, filepath.Join(out, "performance"))
}
