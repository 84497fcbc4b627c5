package source_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
)

func TestOpener(t *testing.T) {
	opens := func(r io.ReadCloser, err error) source.Opener {
		return func(context.Context) (io.ReadCloser, error) { return r, err }
	}
	t.Run("an error of the Opener is the only element, as it is", func(t *testing.T) {
		denied := &fs.PathError{Op: "open", Path: "secret", Err: fs.ErrPermission}
		rs := source.Lines(opens(nil, denied), source.Name("x")).Collect(t.Context())
		require.Len(t, rs, 1)
		assert.Same(t, denied, rs[0].Err)
		assert.Equal(t, []string{"# source: the Opener has returned neither a reader nor an error"}, elements(t, source.Lines(opens(nil, nil))))
	})
	t.Run("an error of Close after a good end is the last element", func(t *testing.T) {
		in := tracked{text: "a\nb", closeErr: errBoom}
		assert.Equal(t, []string{"a", "b", "# boom"}, elements(t, source.Lines(in.opener())))
	})
	t.Run("an error of Close after an early end is none", func(t *testing.T) {
		in := tracked{text: "a\nb", closeErr: errBoom}
		vs, err := source.Lines(in.opener()).Take(1).TryCollect(t.Context())
		assert.NoError(t, err)
		assert.Equal(t, []string{"a"}, vs)
	})
	bubble(t, "has a context that ends with the run", func(t *testing.T) {
		ended := make(chan struct{})
		open := source.Opener(func(ctx context.Context) (io.ReadCloser, error) {
			context.AfterFunc(ctx, func() { close(ended) })
			return io.NopCloser(strings.NewReader("a")), ctx.Err()
		})
		for range source.Lines(open).Buffered(2).All(t.Context()) {
			break
		}
		<-ended
	})
	bubble(t, "what an Opener returns when ctx has ended meanwhile is closed unread", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		in := tracked{reader: func(string) io.Reader {
			return readerFunc(func([]byte) (int, error) {
				t.Error("it is read")
				return 0, io.EOF
			})
		}}
		open := source.Opener(func(run context.Context) (io.ReadCloser, error) {
			cancel(errBoom)
			return in.opener()(run)
		})
		assert.Equal(t, errBoom, source.Lines(open).Drain(ctx))
		assert.EqualValues(t, 1, in.closed.Load())
	})
	for name, text := range map[string]string{"at the end": "a\n", "when ctx has ended": ""} {
		bubble(t, "a panic of Close "+name+" is the caller's", func(t *testing.T) {
			pipe, w := io.Pipe()
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				if text == "" {
					synctest.Wait() // until Read blocks
					cancel()
					return
				}
				_, _ = io.WriteString(w, text)
				_ = w.Close()
			}()
			defer cancel()
			defer func() {
				p, ok := recover().(*panics.Recovered)
				require.True(t, ok)
				assert.Equal(t, errBoom, p.Value)
			}()
			_ = source.Lines(opens(panicking{pipe}, nil)).Drain(ctx)
			assert.Fail(t, "no panic")
		})
	}
	bubble(t, "a Close that is still running when Read has returned is waited for", func(t *testing.T) {
		pipe, _ := io.Pipe()
		ctx, cancel := context.WithCancelCause(t.Context())
		go func() {
			synctest.Wait()
			cancel(errBoom)
		}()
		over := false
		assert.Equal(t, errBoom, source.Lines(opens(closing{pipe, func() {
			_ = pipe.Close()
			time.Sleep(time.Second)
			over = true
		}}, nil)).Drain(ctx))
		assert.True(t, over)
	})
}

// panicking closes what it has and panics.
type panicking struct{ *io.PipeReader }

func (p panicking) Close() error {
	_ = p.PipeReader.Close()
	panic(errBoom)
}

type closing struct {
	io.Reader
	close func()
}

func (c closing) Close() error {
	c.close()
	return nil
}

func TestOpen(t *testing.T) {
	t.Run("is named in errors, unless another name is given", func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "numbers")
		require.NoError(t, os.WriteFile(name, []byte("1\nx\n"), 0o600))
		assertBegin(t, []string{"1", "# " + name + ":2:1: jsontext: "}, elements(t, source.JSONL[int](source.Open(name))))
		assertBegin(t, []string{"1", "# n:2:1: jsontext: "}, elements(t, source.JSONL[int](source.Open(name), source.Name("n"))))
	})
	t.Run("says which file is not there", func(t *testing.T) {
		err := source.JSONL[int](source.Open("none.jsonl")).Drain(t.Context())
		assert.ErrorIs(t, err, os.ErrNotExist)
		assert.ErrorContains(t, err, "none.jsonl")
	})
}

func ExampleOpen() {
	name := filepath.Join(os.TempDir(), "leat-example.csv")
	defer os.Remove(name)
	_ = os.WriteFile(name, []byte("apple,3\npear,5\n"), 0o600)

	stock := source.CSV[[]string](source.Open(name)) // nothing is opened yet
	fmt.Println(stock.TryCollect(context.Background()))
	fmt.Println(stock.Count(context.Background()))
	// Output:
	// [[apple 3] [pear 5]] <nil>
	// 2 <nil>
}

func ExampleOpener() {
	packed := pack("to be\nor not\n") // gzip

	words := source.Opener(func(context.Context) (io.ReadCloser, error) {
		return gzip.NewReader(bytes.NewReader(packed)) // or of a file, that its Close has to close, too
	})
	fmt.Println(source.Lines(words).TryCollect(context.Background()))

	cut := source.Opener(func(context.Context) (io.ReadCloser, error) { return gzip.NewReader(bytes.NewReader(packed[:20])) })
	fmt.Println(source.Lines(cut, source.Name("words.gz")).TryCollect(context.Background()))
	// Output:
	// [to be or not] <nil>
	// [] words.gz:1: unexpected EOF
}

func pack(text string) []byte {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return packed.Bytes()
}

func ExampleOpener_Read() {
	// What is no source of the package does not know when to close.
	_, err := io.ReadAll(source.Open("orders.jsonl"))
	fmt.Println(err)
	// Output: source: an Opener is read by the sources of this package only
}
