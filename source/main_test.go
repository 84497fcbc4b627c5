package source_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

var errBoom = errors.New("boom")

// bubble is t.Run in a synctest bubble: virtual time, and a goroutine left behind fails the test.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

// drawn makes elements of any type comparable.
func drawn[T any](s stream.Stream[T]) stream.Stream[string] {
	return s.Map(func(v T) string {
		if b, ok := any(v).([]byte); ok {
			return string(b)
		}
		return fmt.Sprint(v)
	})
}

// elements are all of s, an error as "# " and its text.
func elements[T any](t *testing.T, s stream.Stream[T]) []string {
	t.Helper()
	var all []string
	for v, err := range drawn(s).All(t.Context()) {
		if err != nil {
			v = "# " + err.Error()
		}
		all = append(all, v)
	}
	return all
}

// readerFunc is an io.Reader.
type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// readerOf gives n bytes of text in a Read.
func readerOf(text []byte, n int) io.Reader {
	r := bytes.NewReader(text)
	return readerFunc(func(p []byte) (int, error) { return r.Read(p[:min(n, len(p))]) })
}

// failing yields text, and then fails instead of ending.
func failing(text string) io.Reader {
	return io.MultiReader(strings.NewReader(text), iotest.ErrReader(errBoom))
}

// A tracked input counts how often it is opened and closed.
type tracked struct {
	text           string
	reader         func(text string) io.Reader // strings.NewReader if nil
	closeErr       error
	opened, closed atomic.Int64
}

func (in *tracked) opener() source.Opener {
	return func(context.Context) (io.ReadCloser, error) {
		in.opened.Add(1)
		var r io.Reader = strings.NewReader(in.text)
		if in.reader != nil {
			r = in.reader(in.text)
		}
		return &trackedReader{Reader: r, in: in}, nil
	}
}

type trackedReader struct {
	io.Reader
	in *tracked
}

func (r *trackedReader) Close() error {
	r.in.closed.Add(1)
	if c, ok := r.Reader.(io.Closer); ok {
		_ = c.Close()
	}
	return r.in.closeErr
}

// allocated is how many bytes were allocated so far.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
