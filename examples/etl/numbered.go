package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// records reads the file. Every record has the line on which it begins.
func records(name string, open source.Opener) stream.Stream[record] {
	return stream.Defer(func(context.Context) (stream.Stream[record], error) {
		in := &numbered{name: name}
		rows := source.CSV[record](source.Opener(func(ctx context.Context) (io.ReadCloser, error) {
			f, err := open(ctx)
			if err != nil {
				return nil, err
			}
			in.Closer, in.r = f, bufio.NewReaderSize(f, 64<<10)
			return in, nil
		}), source.Name(name), source.Header(columns...))
		return rows.Transform(in.number), nil
	})
}

// number gives each record its line. The first one is the header: if that is
// another than it should be, nothing in the file can be trusted.
func (in *numbered) number(_ context.Context, rows iter.Seq2[record, error], yield func(record, error) bool) {
	names := record{"id", "customer", "day", "quantity", "amount", 0}
	header := true
	for r, err := range rows {
		switch {
		case header && (err != nil || r != names):
			yield(record{}, fmt.Errorf("%s: the first row must be %s", in.name, strings.Join(columns, ",")))
			return
		case header:
			header = false
		default:
			r.line = in.begin
			if !yield(r, err) {
				return
			}
		}
		in.begin = 0
	}
}

// numbered is a file that gives one line a Read. As source.CSV reads nothing ahead,
// the last line that it has when it yields a record is the last one of that record.
type numbered struct {
	io.Closer
	name   string
	r      *bufio.Reader
	rest   []byte // of the line that is being read
	inside bool   // and more of it is to come
	line   int    // its number
	begin  int    // that of the first line of the record; 0 if there is none yet
}

func (in *numbered) Read(p []byte) (int, error) {
	if len(in.rest) == 0 {
		part, err := in.r.ReadSlice('\n') // ErrBufferFull: the rest comes with the next one
		if len(part) == 0 {
			return 0, err
		}
		if !in.inside {
			in.line++
		}
		if in.begin == 0 && len(bytes.TrimRight(part, "\r\n")) > 0 { // blank lines are no records
			in.begin = in.line
		}
		in.inside = part[len(part)-1] != '\n'
		in.rest = part
	}
	n := copy(p, in.rest)
	in.rest = in.rest[n:]
	return n, nil
}
