package sink

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/seed-09178888/leat/stream"
)

// Written says how much a sink has given to its writer.
type Written struct {
	Elements int   // those of which the writer has taken every byte; s.Skip(Elements) goes on there
	Bytes    int64 // all that it has taken, also of an element that failed halfway
}

// A printer gathers what is printed in one run and gives it to w in large pieces.
type printer struct {
	name   string // of the sink
	w      io.Writer
	limit  int // to which it gathers
	buf    bytes.Buffer
	ends   []int // where in buf the elements end
	head   int64 // so many bytes are before the first element
	done   Written
	failed bool // w has failed, and is left alone
}

// run prints the values of s with put, and has given everything before its
// return to w, if w took it. On a panic what has been gathered is dropped.
func (p *printer) run[T any](ctx context.Context, s stream.Stream[T], put func(*bytes.Buffer, T) error) (Written, error) {
	if ctx.Err() != nil {
		return Written{}, context.Cause(ctx)
	}
	p.head = int64(p.buf.Len())
	n := 0
	err := s.TryForEach(ctx, func(_ context.Context, v T) error {
		before := p.buf.Len()
		if err := put(&p.buf, v); err != nil {
			p.buf.Truncate(before)
			return fmt.Errorf("sink: %s: element %d: %w", p.name, n, err)
		}
		n++
		p.ends = append(p.ends, p.buf.Len())
		if p.buf.Len() < p.limit {
			return nil
		}
		return p.flush()
	})
	if p.failed {
		return p.done, err
	}
	if late := p.flush(); late != nil && err != nil {
		return p.done, errors.Join(err, late)
	} else if late != nil {
		return p.done, late
	}
	return p.done, err
}

// flush gives w what has been gathered, and counts what it has taken.
func (p *printer) flush() error {
	size := p.buf.Len()
	if size == 0 {
		return nil
	}
	n, err := p.w.Write(p.buf.Bytes())
	switch {
	case n < 0 || n > size:
		n, err = 0, errors.New("the writer returned an invalid count")
	case n < size && err == nil:
		err = io.ErrShortWrite
	}
	p.done.Bytes += int64(n)
	for _, end := range p.ends {
		if end > n {
			break
		}
		p.done.Elements++
	}
	p.buf.Reset()
	p.ends = p.ends[:0]
	if err == nil {
		return nil
	}
	p.failed = true
	if p.done.Bytes < p.head {
		return fmt.Errorf("sink: %s: header: %w", p.name, err)
	}
	return fmt.Errorf("sink: %s: element %d: %w", p.name, p.done.Elements, err)
}
