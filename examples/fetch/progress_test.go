package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const erase = "\x1b[2K\r"

func TestProgress(t *testing.T) {
	bubble(t, "lines are printed above the bar, which is erased at the end", func(t *testing.T) {
		for total, want := range map[int]string{2: " 50% [==============>...............] (1/2) ", -1: "(1/-) "} {
			var screen strings.Builder
			p := &progress{stdout: &screen, above: true}
			p.show(&screen, total)
			p.add(nil)
			_, err := p.Write([]byte("line 1\n"))
			require.NoError(t, err)
			assert.Contains(t, screen.String(), erase+"line 1\n\r")
			_, after, _ := strings.Cut(screen.String(), "line 1\n")
			assert.Contains(t, after, want)
			p.add(nil)
			_, err = p.Write([]byte("line 2\n"))
			require.NoError(t, err)
			p.erase()
			assert.True(t, strings.HasSuffix(screen.String(), erase), "%q", screen.String())
			_, after, _ = strings.Cut(screen.String(), "line 2\n")
			if total > 0 {
				assert.NotContains(t, after, "%")
			}
		}
	})

	bubble(t, "stdout on another device knows nothing of it", func(t *testing.T) {
		var stdout, screen strings.Builder
		p := &progress{stdout: &stdout}
		p.show(&screen, 3)
		p.add(nil)
		before := screen.String()
		_, err := p.Write([]byte("line\n"))
		require.NoError(t, err)
		assert.Equal(t, "line\n", stdout.String())
		assert.Equal(t, before, screen.String())
	})

	t.Run("there is none for no URL, and where stderr is no terminal", func(t *testing.T) {
		var screen strings.Builder
		p := &progress{}
		p.show(&screen, 0)
		p.add(nil)
		p.erase()
		assert.Empty(t, screen.String())

		file, err := os.Create(t.TempDir() + "/stderr")
		require.NoError(t, err)
		defer file.Close()
		p = newProgress(&screen, file, func() int { panic("nobody wants to know") })
		assert.Nil(t, p.bar)
	})
}
