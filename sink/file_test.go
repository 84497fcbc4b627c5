package sink_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

// folder is a folder with one file, out.txt, that holds "old" and nobody else may read.
func folder(t *testing.T) (name string) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "out.txt")
	require.NoError(t, os.WriteFile(name, []byte("old"), 0o600))
	return name
}

// content is the text of a file that is alone in its folder.
func content(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	entries, err := os.ReadDir(filepath.Dir(name))
	require.NoError(t, err)
	require.Len(t, entries, 1, "a temporary file is left")
	return string(text)
}

func mode(t *testing.T, name string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(name)
	require.NoError(t, err)
	return info.Mode()
}

func TestFile(t *testing.T) {
	t.Run("has the old content until the new is whole", func(t *testing.T) {
		name := folder(t)
		w, err := ints(5).Map(digit).Inspect(func(string) {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			assert.Equal(t, "old", string(text))
		}).Into(t.Context(), sink.File(name, sink.Lines, sink.Buffer(1)))
		require.NoError(t, err)
		assert.Equal(t, "0\n1\n2\n3\n4\n", content(t, name))
		assert.Equal(t, sink.Written{Elements: 5, Bytes: 10}, w)
	})
	t.Run("can be run again, and at the same time", func(t *testing.T) {
		name := folder(t)
		k := sink.File(name, sink.Lines)
		nested := ints(3).Map(digit).Inspect(func(v string) {
			_, err := stream.Of("inner", v).Into(t.Context(), k)
			require.NoError(t, err)
		})
		_, err := nested.Into(t.Context(), k)
		require.NoError(t, err)
		assert.Equal(t, "0\n1\n2\n", content(t, name))
	})
	t.Run("of an empty stream is empty", func(t *testing.T) {
		name := folder(t)
		_, err := stream.Empty[string]().Into(t.Context(), sink.File(name, sink.Lines))
		require.NoError(t, err)
		assert.Empty(t, content(t, name))
	})
	t.Run("a relative name means the folder of the start", func(t *testing.T) {
		name, elsewhere := folder(t), t.TempDir()
		t.Chdir(filepath.Dir(name))
		_, err := ints(1).Map(digit).Inspect(func(string) { t.Chdir(elsewhere) }).Into(t.Context(), sink.File("out.txt", sink.Lines))
		require.NoError(t, err)
		assert.Equal(t, "0\n", content(t, name))
	})
	t.Run("a long name is no trouble", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), strings.Repeat("é", 127))
		_, err := ints(1).Map(digit).Into(t.Context(), sink.File(name, sink.Lines))
		require.NoError(t, err)
		assert.Equal(t, "0\n", content(t, name))
	})
	t.Run("NoSync: all is as without, but the wait", func(t *testing.T) {
		name := folder(t)
		_, err := ints(2).Map(digit).Into(t.Context(), sink.File(name, sink.Lines, sink.NoSync()))
		require.NoError(t, err)
		assert.Equal(t, "0\n1\n", content(t, name))
	})
	t.Run("has the permissions of the old file, or those of Perm", func(t *testing.T) {
		name := folder(t)
		for _, want := range []fs.FileMode{0o600, 0o666, 0o440} {
			require.NoError(t, os.Chmod(name, want))
			_, err := ints(1).Map(digit).Into(t.Context(), sink.File(name, sink.Lines))
			require.NoError(t, err)
			assert.Equal(t, want, mode(t, name))
		}
		_, err := ints(1).Map(digit).Into(t.Context(), sink.File(name, sink.Lines, sink.Perm(0o622)))
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o622), mode(t, name))
		require.NoError(t, os.Remove(name))
		_, err = ints(1).Map(digit).Into(t.Context(), sink.File(name, sink.Lines, sink.Perm(0o666)))
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o666), mode(t, name), "whatever the umask is")
	})
	t.Run("is created as os.Create does it", func(t *testing.T) {
		name := folder(t)
		f, err := os.Create(name + "2")
		require.NoError(t, err)
		require.NoError(t, f.Close())
		want := mode(t, name+"2")
		require.NoError(t, errors.Join(os.Remove(name), os.Remove(name+"2")))
		_, err = ints(1).Map(digit).Into(t.Context(), sink.File(name, sink.Lines))
		require.NoError(t, err)
		assert.Equal(t, want, mode(t, name))
		assert.Equal(t, "0\n", content(t, name))
	})
	t.Run("a symbolic link stays one", func(t *testing.T) {
		name, link := folder(t), filepath.Join(t.TempDir(), "link")
		require.NoError(t, os.Symlink(name, link))
		_, err := ints(1).Map(digit).Into(t.Context(), sink.File(link, sink.Lines))
		require.NoError(t, err)
		assert.Equal(t, "0\n", content(t, name))
		to, err := os.Readlink(link)
		require.NoError(t, err)
		assert.Equal(t, name, to)
	})
}

// closing is Lines into a file that it closes: what File does with it then fails.
func closing(w io.Writer, opts ...sink.Option) sink.Sink[string, sink.Written] {
	return func(ctx context.Context, s stream.Stream[string]) (sink.Written, error) {
		defer func() {
			if f, ok := w.(*os.File); ok {
				_ = f.Close()
			}
		}()
		return sink.Lines(w, opts...)(ctx, s)
	}
}

// full is Lines into a file of which the disk takes three bytes.
func full(w io.Writer, opts ...sink.Option) sink.Sink[string, sink.Written] {
	return sink.Lines(io.MultiWriter(w, &disk{room: 3}), opts...)
}

func TestFileFails(t *testing.T) {
	kept := func(t *testing.T, name string, w sink.Written) {
		t.Helper()
		assert.Equal(t, "old", content(t, name))
		assert.Zero(t, w)
	}
	for what, fail := range map[string]func(){
		"panic":  func() { panic(errBoom) },
		"Goexit": runtime.Goexit,
	} {
		t.Run("a "+what+" leaves the old file", func(t *testing.T) {
			name, ended, returned := folder(t), make(chan any), false
			go func() {
				defer func() { ended <- recover() }()
				_, _ = ints(5).Map(digit).Inspect(func(v string) {
					if v == "3" {
						fail()
					}
				}).Into(t.Context(), sink.File(name, sink.Lines, sink.Buffer(1)))
				returned = true
			}()
			assert.Equal(t, what == "panic", <-ended != nil)
			assert.False(t, returned)
			kept(t, name, sink.Written{})
		})
	}
	t.Run("so does an error of the stream", func(t *testing.T) {
		name := folder(t)
		w, err := ints(5).TryMap(failAt(3)).Map(digit).Into(t.Context(), sink.File(name, sink.Lines))
		assert.Equal(t, errBoom, err)
		kept(t, name, w)
	})
	t.Run("so does the end of ctx, at any element", func(t *testing.T) {
		for at := range 5 {
			name := folder(t)
			ctx, cancel := context.WithCancelCause(t.Context())
			w, err := ints(5).Inspect(func(v int) {
				if v == at {
					cancel(errBoom)
				}
			}).Map(digit).Into(ctx, sink.File(name, sink.Lines))
			assert.Equal(t, errBoom, err)
			kept(t, name, w)
			_, err = ints(5).Map(digit).Into(ctx, sink.File(name, sink.Lines))
			assert.Equal(t, errBoom, err)
			kept(t, name, w)
		}
	})
	t.Run("if ctx had ended before, the folder is not looked at", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errBoom)
		_, err := ints(5).Map(digit).Into(ctx, sink.File(filepath.Join(t.TempDir(), "none", "x"), sink.Lines))
		assert.Equal(t, errBoom, err)
	})
	t.Run("so does a full disk", func(t *testing.T) {
		name := folder(t)
		w, err := ints(5).Map(digit).Into(t.Context(), sink.File(name, full, sink.Buffer(2)))
		assert.EqualError(t, err, "sink: Lines: element 1: disk full")
		kept(t, name, w)
	})
	t.Run("so does a sync or a close that fails", func(t *testing.T) {
		for op, opts := range map[string][]sink.Option{"sync": nil, "close": {sink.NoSync()}} {
			name := folder(t)
			w, err := ints(5).Map(digit).Into(t.Context(), sink.File(name, closing, opts...))
			assert.ErrorContains(t, err, "sink: File: "+op+" ")
			assert.ErrorIs(t, err, fs.ErrClosed)
			kept(t, name, w)
		}
	})
	t.Run("a rename that fails leaves no temporary file", func(t *testing.T) {
		name := folder(t)
		w, err := ints(5).Map(digit).Inspect(func(string) {
			_ = os.Remove(name)
			_ = os.Mkdir(name, 0o700)
		}).Into(t.Context(), sink.File(name, sink.Lines))
		var link *os.LinkError
		require.ErrorAs(t, err, &link)
		assert.Zero(t, w)
		entries, err := os.ReadDir(filepath.Dir(name))
		require.NoError(t, err)
		assert.Len(t, entries, 1)
	})
	t.Run("a folder that goes away", func(t *testing.T) {
		name := folder(t)
		_, err := ints(5).Map(digit).Inspect(func(string) { _ = os.RemoveAll(filepath.Dir(name)) }).Into(t.Context(), sink.File(name, sink.Lines))
		assert.ErrorIs(t, err, fs.ErrNotExist)
	})
}

func ExampleFile() {
	dir, _ := os.MkdirTemp("", "leat")
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "words.txt")
	_, err := stream.Of("one", "two").Into(context.Background(), sink.File(name, sink.Lines))
	text, _ := os.ReadFile(name)
	fmt.Printf("%q %v\n", text, err)

	_, err = stream.Of("three").Chain(stream.Fail[string](errBoom)).Into(context.Background(), sink.File(name, sink.Lines))
	text, _ = os.ReadFile(name)
	fmt.Printf("%q %v\n", text, err)
	// Output:
	// "one\ntwo\n" <nil>
	// "one\ntwo\n" boom
}

// zipped is Lines, compressed.
func zipped(w io.Writer, opts ...sink.Option) sink.Sink[string, sink.Written] {
	return func(ctx context.Context, s stream.Stream[string]) (sink.Written, error) {
		zip := gzip.NewWriter(w)
		written, err := s.Into(ctx, sink.Lines(zip, opts...))
		return written, errors.Join(err, zip.Close())
	}
}

func ExampleFile_gzip() {
	dir, _ := os.MkdirTemp("", "leat")
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "words.gz")
	written, err := stream.Of("one", "two").Into(context.Background(), sink.File(name, zipped))
	fmt.Println(written.Elements, err)

	f, _ := os.Open(name)
	defer f.Close()
	unzip, _ := gzip.NewReader(f)
	text, _ := io.ReadAll(unzip)
	fmt.Printf("%q\n", text)
	// Output:
	// 2 <nil>
	// "one\ntwo\n"
}

func ExamplePerm() {
	dir, _ := os.MkdirTemp("", "leat")
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "secret.txt")
	_, _ = stream.Of("12345").Into(context.Background(), sink.File(name, sink.Lines, sink.Perm(0o600)))

	info, _ := os.Stat(name)
	fmt.Println(info.Mode())
	// Output: -rw-------
}

func ExampleNoSync() {
	cache, _ := os.MkdirTemp("", "leat")
	defer os.RemoveAll(cache)

	fmt.Println(stream.Of("a").Into(context.Background(), sink.File(filepath.Join(cache, "a"), sink.Lines, sink.NoSync())))
	// Output: {1 2} <nil>
}
