package source

import (
	"context"
	"errors"
	"io"
	"sync"

	"github.com/seed-09178888/leat/stream"
)

// An input is what one run reads. No Read begins when the run has ended, so
// that a source that skips what it reads learns of it. Nor does one behind an error.
type input struct {
	options
	ctx context.Context
	r   io.Reader
	err error
}

const maxEmptyReads = 100 // as in bufio

// Read gives bytes or an error: it takes a reader that does neither for broken.
func (in *input) Read(p []byte) (int, error) {
	for range maxEmptyReads {
		if in.ctx.Err() != nil {
			return 0, context.Cause(in.ctx)
		}
		if in.err != nil {
			return 0, in.err
		}
		n, err := in.r.Read(p)
		in.err = err
		switch {
		case n < 0 || n > len(p):
			in.err = errors.New("the reader says that it has read more than there is room for")
		case n > 0:
			return n, nil
		}
	}
	in.err = io.ErrNoProgress
	return 0, in.err
}

// at says where the input is bad.
func (in *input) at(line, column int, offset int64, err error) error {
	return &Error{Name: in.name, Line: line, Column: column, Offset: offset, Err: err}
}

// reads is a source: it yields what each makes of r, in each run.
func reads[T any](source string, r io.Reader, o options, each func(in *input, yield func(T, error) bool) error) stream.Stream[T] {
	open, opens := r.(Opener)
	notNil(source, "r", r == nil || opens && open == nil)
	return stream.TryGenerate(func(ctx context.Context, yield func(T, error) bool) error {
		read := func(r io.Reader) error {
			in := &input{options: o, ctx: ctx, r: r}
			if named, ok := r.(interface{ Name() string }); ok && o.name == "" {
				in.name = named.Name()
			}
			return each(in, yield)
		}
		if !opens {
			return read(r)
		}
		return whileOpen(ctx, open, read)
	})
}

// whileOpen closes what it has opened when read is over, however that ends, or
// when ctx ends, so that read does not block for ever.
func whileOpen(ctx context.Context, open Opener, read func(io.Reader) error) (err error) {
	r, err := open(ctx)
	switch {
	case err != nil:
		return err
	case r == nil:
		return errors.New("source: the Opener has returned neither a reader nor an error")
	}
	closed := sync.OnceValue(r.Close) // whoever comes second waits for the first, and has what it has, a panic too
	left := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(left)
		defer func() { _ = recover() }() // it is the run that panics
		_ = closed()
	})
	defer func() {
		if !stop() {
			<-left
		}
		if late := closed(); err == nil {
			err = late
		}
	}()
	return read(r)
}
