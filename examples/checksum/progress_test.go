package main

import (
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// onTerminal makes stderr and stdout of j the same make-believe terminal.
func onTerminal(j *job, columns int) *strings.Builder {
	var seen strings.Builder
	j.stderr.w, j.stderr.width = &seen, func() int { return columns }
	j.stdout = overlay{j.stderr, &seen}
	return &seen
}

func TestProgress(t *testing.T) {
	t.Run("is drawn as long as it takes, then erased, and summed up", func(t *testing.T) {
		t.Chdir(plant(t, "aa", "bb"))
		synctest.Test(t, func(t *testing.T) {
			j := newJob(defaults(1, "."), nil, nil, nil)
			j.hasher.read = func(n int) { // a file a second
				j.progress.bytesRead(n)
				if n > 0 {
					time.Sleep(time.Second + redraw/2)
				}
			}
			seen := onTerminal(j, 70)
			require.NoError(t, j.watched(t.Context(), j.sums))
			drawn := strings.Split(seen.String(), eraseLine)
			assert.Contains(t, drawn, "0/2 files  2 B/4 B  [============            ]  50%  20 B/s  0:01 left")
			last := drawn[len(drawn)-1]
			assert.Equal(t, "checksum: 2 files, 4 B in 2.10 s, 1 B/s\n", last)
		})
	})

	t.Run("results are printed above it", func(t *testing.T) {
		t.Chdir(plant(t, "aa", "bb"))
		j := newJob(defaults(1, "."), nil, nil, nil)
		seen := onTerminal(j, 70)
		j.stderr.draw("BAR")
		require.NoError(t, j.write([]byte("line\n")))
		j.say("oh")
		j.stderr.draw("BAR")
		j.stderr.draw("")
		require.NoError(t, j.write([]byte("end\n")))
		erase := eraseLine
		assert.Equal(t, erase+"BAR"+erase+"line\nBAR"+erase+"checksum: oh\nBAR"+erase+"end\n", seen.String())
	})

	t.Run("there is none where stderr is no terminal", func(t *testing.T) {
		file, err := os.Create(t.TempDir() + "/stderr")
		require.NoError(t, err)
		defer file.Close()
		for _, s := range []*screen{newScreen(&strings.Builder{}), newScreen(file)} {
			assert.False(t, s.isTerminal())
			assert.Same(t, file, s.over(file))
		}
	})

	t.Run("the total is counted once more by the same source", func(t *testing.T) {
		t.Chdir(plant(t, "aa", "b", "empty", "d/ddd"))
		require.NoError(t, os.WriteFile("list", []byte(strings.Repeat("78af5f94892f3950  aa\n78af5f94892f3950  missing\nmalformed\n", 3)), 0o644))
		for _, c := range []struct {
			o            options
			files, bytes int64
		}{
			{options{dirs: []string{"aa", "b", "d", "empty"}}, 4, 2 + 1 + 5},
			{options{listFile: "list", algo: algorithms["xxh3"]}, 3, 3 * 2},
			{options{listFile: "-"}, 0, 0},
		} {
			j := newJob(c.o, nil, nil, nil)
			j.progress.count(t.Context(), j.sizes(t.Context()))
			assert.True(t, j.progress.counted.Load())
			assert.Equal(t, c.files, j.progress.totalFiles.Load())
			assert.Equal(t, c.bytes, j.progress.totalBytes.Load())
		}
	})
}
