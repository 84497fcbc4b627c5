package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSumsAgainstGNU(t *testing.T) {
	root := plant(t, oddNames...)
	require.NoError(t, os.WriteFile(root+"/big", make([]byte, 3*bufferSize+1), 0o644))

	for algo, tool := range map[string]string{"sha256": "sha256sum", "sha512": "sha512sum", "blake2b": "b2sum"} {
		for _, n := range []int{1, 2, len(oddNames), 1000} {
			t.Run(fmt.Sprintf("-algo %s -j %d prints what %s prints", algo, n, tool), func(t *testing.T) {
				want := gnu(t, "", tool, append([]string{"--"}, walked(t, root)...)...)
				got := checksum(t, "-algo", algo, "-j", fmt.Sprint(n), root)
				assert.Equal(t, want.stdout, got.stdout)
				assert.Equal(t, exitOK, got.code)
			})
		}
	}

	t.Run("relative, below the current directory", func(t *testing.T) {
		t.Chdir(root)
		want := gnu(t, "", "sha256sum", walked(t, ".")...)
		assert.Equal(t, want.stdout, checksum(t, ".").stdout)
	})

	t.Run("-unordered prints the same lines", func(t *testing.T) {
		want := strings.SplitAfter(checksum(t, root).stdout, "\n")
		got := strings.SplitAfter(checksum(t, "-unordered", "-j", "4", root).stdout, "\n")
		assert.ElementsMatch(t, want, got)
	})
}

func TestSumsOrder(t *testing.T) {
	t.Run("directories come in the order of the arguments, files in that of the walk", func(t *testing.T) {
		t.Chdir(plant(t, "a/2", "a/1", "b/x/y", "b/x-", "c"))
		got := checksum(t, "-j", "3", "b", "a", "c")
		var paths []string
		for line := range strings.Lines(got.stdout) {
			paths = append(paths, strings.TrimSuffix(line[66:], "\n"))
		}
		assert.Equal(t, []string{"b/x/y", "b/x-", "a/1", "a/2", "c"}, paths)
	})

	// The head of the walk is held up until it may go on; the others are short.
	held := func(t *testing.T, unordered bool) (j *job, printed *[]string) {
		t.Chdir(plant(t, "a-head", "b", "c", "d"))
		printed = new([]string)
		gate := make(chan struct{})
		var others atomic.Int32
		o := defaults(2, ".")
		o.unordered = unordered
		j = harness(o, writerFunc(func(line string) error {
			*printed = append(*printed, strings.TrimSpace(line[66:]))
			if unordered && len(*printed) == 3 {
				close(gate)
			}
			return nil
		}), io.Discard, func(n int) {
			switch n {
			case len("a-head"):
				<-gate
			case 1:
				if !unordered && others.Add(1) == 3 {
					assert.Empty(t, *printed)
					close(gate)
				}
			}
		})
		return j, printed
	}

	t.Run("results wait for a slower one before them, and the work goes on meanwhile", func(t *testing.T) {
		j, printed := held(t, false)
		require.NoError(t, j.sums(t.Context()))
		assert.Equal(t, []string{"./a-head", "./b", "./c", "./d"}, *printed)
	})

	t.Run("-unordered: they do not wait", func(t *testing.T) {
		j, printed := held(t, true)
		require.NoError(t, j.sums(t.Context()))
		assert.Equal(t, "./a-head", (*printed)[3])
		slices.Sort(*printed)
		assert.Equal(t, []string{"./a-head", "./b", "./c", "./d"}, *printed)
	})
}

func TestSumsFailures(t *testing.T) {
	t.Run("a file that cannot be read is a line on stderr, and the rest goes on", func(t *testing.T) {
		root := plant(t, "a", "b\n", "c")
		var stdout, stderr strings.Builder
		j := harness(defaults(1, root), &stdout, &stderr, func(int) { os.Remove(root + "/b\n") })
		require.NoError(t, j.watched(t.Context(), j.sums))
		assert.Equal(t, exitFailed, j.exitCode(t.Context(), nil))
		assert.Equal(t, 2, strings.Count(stdout.String(), "\n"))
		assert.Contains(t, stderr.String(), `checksum: "`+root+`/b\n": no such file or directory`+"\n")
		assert.Contains(t, stderr.String(), "checksum: 2 files, ")
	})

	t.Run("a write error ends the run: message and exit code 1", func(t *testing.T) {
		root := plant(t, "a", "b", "c")
		writes := 0
		full := writerFunc(func(string) error {
			writes++
			return &os.PathError{Op: "write", Path: "/dev/stdout", Err: errors.New("no space left on device")}
		})
		var stderr strings.Builder
		assert.Equal(t, exitFailed, run(t.Context(), []string{root}, nil, full, &stderr))
		assert.Equal(t, "checksum: write error: no space left on device\n", stderr.String())
		assert.Equal(t, 1, writes)
	})

	t.Run("a write error gives up what is being read", func(t *testing.T) {
		root := plant(t, "a", "endless")
		require.NoError(t, os.Truncate(root+"/endless", 1<<40))
		begun := make(chan struct{})
		var reads atomic.Int64
		j := harness(defaults(2, root), writerFunc(func(string) error {
			<-begun
			return errors.New("gone")
		}), io.Discard, func(n int) {
			if n == bufferSize && reads.Add(1) == 1 {
				close(begun)
			}
		})
		require.EqualError(t, j.sums(t.Context()), "gone")
	})
}

func TestSumsInterrupted(t *testing.T) {
	t.Run("what was finished behind an interrupted head is printed in order, the rest is left out", func(t *testing.T) {
		root := plant(t, "a", "b-head", "c", "d", "e-late")
		ctx, cancel := context.WithCancel(t.Context())
		var stdout, stderr strings.Builder
		var short atomic.Int32
		require.NoError(t, os.Truncate(root+"/b-head", 1<<40))
		j := harness(defaults(2, root), &stdout, &stderr, func(n int) {
			switch n {
			case bufferSize: // of b-head: the read takes until the interrupt
				<-ctx.Done()
			case 0: // the end of a, c or d
				if short.Add(1) == 3 {
					cancel()
				}
			case len("e-late"):
				assert.Fail(t, "nothing is begun after the interrupt")
			}
		})
		err := j.watched(ctx, j.sums)
		require.NoError(t, err)
		assert.Equal(t, exitInterrupted, j.exitCode(ctx, err))
		var printed []string
		for line := range strings.Lines(stdout.String()) {
			printed = append(printed, strings.TrimSpace(line[66:]))
		}
		assert.Equal(t, []string{root + "/a", root + "/c", root + "/d"}, printed)
		assert.Regexp(t, `^checksum: interrupted after 3 files, .*\n$`, stderr.String())
	})

	t.Run("interrupted before it began it prints nothing", func(t *testing.T) {
		root := plant(t, "a", "b")
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var stdout, stderr strings.Builder
		assert.Equal(t, exitInterrupted, run(ctx, []string{root}, nil, &stdout, &stderr))
		assert.Empty(t, stdout.String())
	})
}
