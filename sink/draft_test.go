package sink_test

import (
	"bufio"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestDraft(t *testing.T) {
	try := func(t *testing.T, name string) error {
		t.Helper()
		w, err := ints(3).Map(digit).Into(t.Context(), sink.File(name, sink.Lines))
		require.Error(t, err)
		assert.Zero(t, w)
		assert.ErrorContains(t, err, "sink: File: ")
		assert.ErrorContains(t, err, filepath.Base(name))
		return err
	}
	t.Run("the folder is missing", func(t *testing.T) {
		assert.ErrorIs(t, try(t, filepath.Join(t.TempDir(), "none", "x")), fs.ErrNotExist)
	})
	t.Run("what has the name is no file", func(t *testing.T) {
		dir := t.TempDir()
		assert.ErrorContains(t, try(t, dir), "not a regular file")
		t.Chdir(dir) // the name of a socket must be short
		l, err := net.Listen("unix", "socket")
		require.NoError(t, err)
		defer l.Close()
		assert.ErrorContains(t, try(t, "socket"), "not a regular file")
		link := filepath.Join(t.TempDir(), "link")
		require.NoError(t, os.Symlink(dir, link))
		_, err = ints(3).Map(digit).Into(t.Context(), sink.File(link, sink.Lines))
		assert.ErrorContains(t, err, dir+": not a regular file")
	})
	t.Run("a link that leads nowhere", func(t *testing.T) {
		dir := t.TempDir()
		require.NoError(t, os.Symlink(filepath.Join(dir, "none"), filepath.Join(dir, "link")))
		_, err := ints(3).Map(digit).Into(t.Context(), sink.File(filepath.Join(dir, "link"), sink.Lines))
		assert.ErrorIs(t, err, fs.ErrNotExist)
	})
	t.Run("the folder may not be written to", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("root may write to it")
		}
		name := folder(t)
		require.NoError(t, os.Chmod(filepath.Dir(name), 0o500))
		defer func() { _ = os.Chmod(filepath.Dir(name), 0o700) }()
		assert.ErrorIs(t, try(t, name), fs.ErrPermission)
		assert.Equal(t, "old", content(t, name))
	})
	t.Run("the new file is in place if only its folder cannot be synced", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("root may read it")
		}
		name := folder(t)
		require.NoError(t, os.Chmod(filepath.Dir(name), 0o300))
		w, err := ints(3).Map(digit).Into(t.Context(), sink.File(name, sink.Lines))
		assert.ErrorContains(t, err, "the file is in place, but its folder is not synced")
		assert.ErrorIs(t, err, fs.ErrPermission)
		assert.Equal(t, 3, w.Elements)
		require.NoError(t, os.Chmod(filepath.Dir(name), 0o700))
		assert.Equal(t, "0\n1\n2\n", content(t, name))
	})
}

// crash names the file that the test, run once more as another program, writes to for ever.
const crash = "LEAT_SINK_CRASH"

func TestDraftCrash(t *testing.T) {
	if name := os.Getenv(crash); name != "" {
		_, _ = stream.Repeat("half").Enumerate().Map(func(v stream.Indexed[string]) string {
			if v.Index == 10_000 {
				fmt.Println("writing")
			}
			return v.Value
		}).Into(t.Context(), sink.File(name, sink.Lines))
		return
	}
	name := folder(t)
	program := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestDraftCrash$")
	program.Env = append(os.Environ(), crash+"="+name)
	out, err := program.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, program.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "writing\n", line)
	require.NoError(t, program.Process.Kill())
	require.Error(t, program.Wait())

	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, "old", string(text))
	left, err := filepath.Glob(filepath.Join(filepath.Dir(name), ".out.txt.*.tmp"))
	require.NoError(t, err)
	assert.Len(t, left, 1, "this one nobody could remove")
}
