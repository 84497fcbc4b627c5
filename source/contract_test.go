package source_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// readers are all sources that read text, with a text of the elements a, b and c.
var readers = []struct {
	name    string
	text    string
	of      func(r io.Reader) stream.Stream[string]
	endless string // what, repeated for ever behind a, is no further element
}{
	{"Lines", "a\nb\nc\n", func(r io.Reader) stream.Stream[string] { return source.Lines(r) }, "long"},
	{"Split", "a b  c", func(r io.Reader) stream.Stream[string] { return source.Split(r, bufio.ScanWords) }, " "},
	{"Bytes", "abc", func(r io.Reader) stream.Stream[string] { return drawn(source.Bytes(r, 1)) }, ""},
	{"CSV", "a\nb\nc\n", func(r io.Reader) stream.Stream[string] {
		return source.CSV[[]string](r).Map(func(v []string) string { return v[0] })
	}, "\n"},
	{"JSONL", "\"a\"\n\"b\"\n\"c\"", func(r io.Reader) stream.Stream[string] { return source.JSONL[string](r) }, "\n"},
	{"JSONL in workers", "\"a\"\n\"b\"\n\"c\"", func(r io.Reader) stream.Stream[string] { return source.JSONL[string](r, source.Workers(2)) }, "\n"},
	{"JSONArray", `["a","b","c"]`, func(r io.Reader) stream.Stream[string] { return source.JSONArray[string](r) }, " "},
}

func TestReaders(t *testing.T) {
	abc := []string{"a", "b", "c"}
	for _, c := range readers {
		t.Run(c.name+" yields the same however the reader cuts the text", func(t *testing.T) {
			for _, cut := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
				assert.Equal(t, abc, elements(t, c.of(cut(strings.NewReader(c.text)))))
			}
		})
		t.Run(c.name+" has nothing to do with another run", func(t *testing.T) {
			in := tracked{text: c.text}
			s := c.of(in.opener())
			require.Zero(t, in.opened.Load(), "lazy")
			var runs sync.WaitGroup
			for range 4 {
				runs.Go(func() {
					vs, err := s.TryCollect(t.Context())
					assert.NoError(t, err)
					assert.Equal(t, abc, vs)
				})
			}
			runs.Wait()
			assert.EqualValues(t, 4, in.opened.Load())
			assert.EqualValues(t, 4, in.closed.Load())
		})
		t.Run(c.name+" hands the error of the reader on, behind what came before, and reads no more", func(t *testing.T) {
			text, _, _ := strings.Cut(c.text, "c")
			text = strings.TrimSuffix(text, "\"")
			reads := 0
			var at *source.Error
			vs, errs := stream.Partition(c.of(io.MultiReader(strings.NewReader(text), readerFunc(func([]byte) (int, error) {
				reads++
				return 0, errBoom
			}))).Collect(t.Context()))
			assert.Equal(t, abc[:2], vs)
			require.Len(t, errs, 1)
			assert.ErrorIs(t, errs[0], errBoom)
			require.ErrorAs(t, errs[0], &at)
			assert.InDelta(t, len(text), at.Offset, 1, "a comma is not counted")
			assert.Equal(t, 1, reads)
		})
		t.Run(c.name+" takes the end in the middle for an error like any other, if the reader does", func(t *testing.T) {
			cut := io.MultiReader(strings.NewReader(c.text[:1]), iotest.ErrReader(io.ErrUnexpectedEOF))
			_, err := c.of(cut).TryCollect(t.Context())
			assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
		})
		t.Run(c.name+" takes a reader that says it has read more than it can for broken", func(t *testing.T) {
			for _, n := range []int{-1, 1 << 20} {
				err := c.of(readerFunc(func([]byte) (int, error) { return n, nil })).Drain(t.Context())
				assert.ErrorContains(t, err, "the reader says that it has read more than there is room for")
			}
		})
		t.Run(c.name+" takes a reader that returns nothing for broken", func(t *testing.T) {
			_, errs := stream.Partition(c.of(readerFunc(func([]byte) (int, error) { return 0, nil })).Collect(t.Context()))
			require.Len(t, errs, 1)
			assert.ErrorIs(t, errs[0], io.ErrNoProgress)
		})
		t.Run(c.name+" reads no more than its buffer ahead", func(t *testing.T) {
			read := 0
			endless := readerFunc(func(p []byte) (int, error) {
				n := copy(p, c.text[read%len(c.text):])
				read += n
				return n, nil
			})
			v, err := c.of(endless).First(t.Context())
			require.NoError(t, err)
			assert.Equal(t, "a", v)
			assert.LessOrEqual(t, read, 2*64<<10)
		})
		t.Run(c.name+" learns of the end of ctx though nothing more comes of what it reads", func(t *testing.T) {
			if c.endless == "" {
				return
			}
			ctx, cancel := context.WithCancelCause(t.Context())
			read := 0
			endless := readerFunc(func(p []byte) (int, error) {
				if read++; read == 5 {
					cancel(errBoom)
				}
				require.Less(t, read, 10)
				return copy(p, c.endless), nil
			})
			begin, _, _ := strings.Cut(c.text, "b")
			_, err := c.of(io.MultiReader(strings.NewReader(strings.TrimRight(begin, "\"")), endless)).TryCollect(ctx)
			assert.Equal(t, errBoom, err)
		})
	}
}

func TestLimitIsForEachElement(t *testing.T) {
	const n, limit = 50_000, 8
	short := source.MaxLine(limit)
	many := func(begin, each, end string) io.Reader {
		return strings.NewReader(begin + strings.Repeat(each, n-1) + end)
	}
	for name, count := range map[string]func() (int, error){
		"Lines": func() (int, error) { return source.Lines(many("", "1234\n", "5"), short).Count(t.Context()) },
		"Split": func() (int, error) {
			return source.Split(many("", "1234 ", "5"), bufio.ScanWords, short).Count(t.Context())
		},
		"CSV":       func() (int, error) { return source.CSV[[]string](many("", "1,23\n", "4,5"), short).Count(t.Context()) },
		"JSONL":     func() (int, error) { return source.JSONL[int](many("", "1234\n", "5"), short).Count(t.Context()) },
		"JSONArray": func() (int, error) { return source.JSONArray[int](many("[", "1234,", "5]"), short).Count(t.Context()) },
	} {
		t.Run(name, func(t *testing.T) {
			got, err := count()
			require.NoError(t, err)
			assert.Equal(t, n, got)
		})
	}
}

func TestReadersCloseWhatTheyOpen(t *testing.T) {
	for _, c := range readers {
		bubble(t, c.name+" when the consumer has what it wants", func(t *testing.T) {
			in := tracked{text: c.text}
			for _, s := range []stream.Stream[string]{c.of(in.opener()), c.of(in.opener()).Buffered(2)} {
				v, err := s.First(t.Context())
				require.NoError(t, err)
				assert.Equal(t, "a", v)
				assert.Equal(t, in.opened.Load(), in.closed.Load())
			}
			assert.EqualValues(t, 2, in.closed.Load())
		})
		bubble(t, c.name+" when the reader fails", func(t *testing.T) {
			in := tracked{text: c.text, reader: failing, closeErr: errors.New("not this one")}
			assert.ErrorIs(t, c.of(in.opener()).Drain(t.Context()), errBoom)
			assert.EqualValues(t, 1, in.closed.Load())
		})
		bubble(t, c.name+" when ctx ends, also while Read blocks, which that ends", func(t *testing.T) {
			pipe, w := io.Pipe()
			in := tracked{reader: func(string) io.Reader { return pipe }}
			ctx, cancel := context.WithCancelCause(t.Context())
			var end error
			done := make(chan struct{})
			go func() {
				defer close(done)
				_, end = c.of(in.opener()).TryCollect(ctx)
			}()
			begin, _, _ := strings.Cut(c.text, "c")
			_, err := io.WriteString(w, begin)
			require.NoError(t, err)
			synctest.Wait()
			require.Zero(t, in.closed.Load())
			cancel(errBoom)
			<-done
			assert.Equal(t, errBoom, end)
			assert.EqualValues(t, 1, in.closed.Load())
		})
		bubble(t, c.name+" when a task panics", func(t *testing.T) {
			in := tracked{text: c.text}
			defer func() {
				require.IsType(t, &panics.Recovered{}, recover())
				assert.EqualValues(t, 1, in.closed.Load())
			}()
			_ = c.of(in.opener()).Inspect(func(string) { panic(errBoom) }).Drain(t.Context())
			assert.Fail(t, "no panic")
		})
		bubble(t, c.name+" when a task Goexits", func(t *testing.T) {
			in := tracked{text: c.text}
			done := make(chan struct{})
			go func() {
				defer close(done)
				_ = c.of(in.opener()).Inspect(func(string) { runtime.Goexit() }).Buffered(2).Drain(t.Context())
			}()
			<-done
			assert.EqualValues(t, 1, in.closed.Load())
		})
		bubble(t, c.name+" when the reader itself panics or Goexits", func(t *testing.T) {
			for _, fail := range []func(){func() { panic(errBoom) }, runtime.Goexit} {
				in := tracked{reader: func(string) io.Reader {
					return readerFunc(func([]byte) (int, error) {
						fail()
						return 0, nil
					})
				}}
				done := make(chan any)
				go func() {
					defer func() { done <- recover() }()
					_ = c.of(in.opener()).Buffered(2).Drain(t.Context())
					t.Error("it has returned")
				}()
				<-done
				assert.EqualValues(t, 1, in.closed.Load())
			}
		})
		bubble(t, c.name+" and open nothing if nothing is wanted", func(t *testing.T) {
			in := tracked{text: c.text}
			require.NoError(t, c.of(in.opener()).Take(0).Drain(t.Context()))
			assert.Zero(t, in.opened.Load())
		})
		bubble(t, c.name+" and open nothing if ctx has ended before", func(t *testing.T) {
			in := tracked{text: c.text}
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			assert.Equal(t, context.Canceled, c.of(in.opener()).Drain(ctx))
			assert.Zero(t, in.opened.Load())
		})
	}
}
