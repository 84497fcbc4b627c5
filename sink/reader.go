package sink

import (
	"context"
	"io"

	"github.com/seed-09178888/leat/stream"
)

// Reader reads the values of the stream as one sequence of bytes: for what
// takes an io.Reader, such as the body of a request.
//
//	--"ab"--"cde"--|  ->  Read "ab", Read "cde", io.EOF
//
// The caller closes it, also after the end.
//
// Order: as the stream yields them.
//
// Concurrency: the stream runs in a goroutine of its own, from the first Read until its end or Close. The next value is
// pulled when all bytes of the last one have been read. Read and Close may be called at the same time.
//
// Memory: one value; boundaries of the stream have their windows besides. The bytes of a value must not change until they have been read.
//
// Errors: Read stops at the first, and returns it as it is, for ever after. The bytes before it have been read.
//
// Cancellation: when ctx ends, everything is joined, and Read returns context.Cause(ctx).
// Close ends the run and joins it, also one that a Read is waiting for; after it, Read returns io.ErrClosedPipe.
//
// Left: nothing. A panic of the stream's functions comes out of the Read that meets it, as *panics.Recovered, and Goexit likewise;
// the next Read returns io.ErrUnexpectedEOF. Close does not panic.
//
// Rust: TryStreamExt::into_async_read.
func Reader(ctx context.Context, s stream.Stream[[]byte]) io.ReadCloser {
	ctx, cancel := context.WithCancelCause(ctx)
	return &reader{values: s.Cursor(ctx), cancel: cancel, turn: make(chan struct{}, 1)}
}

type reader struct {
	values *stream.Cursor[[]byte]
	cancel context.CancelCauseFunc
	turn   chan struct{} // holds a token while the fields are in use
	rest   []byte        // of the last value
	err    error         // that Read returns when rest is empty
}

// Read returns bytes of one value.
func (r *reader) Read(p []byte) (int, error) {
	r.turn <- struct{}{}
	defer func() { <-r.turn }()
	for len(p) > 0 && len(r.rest) == 0 && r.err == nil {
		r.err = io.ErrUnexpectedEOF // in case that Next panics
		v, ok, err := r.values.Next()
		if !ok {
			err = io.EOF
		}
		r.rest, r.err = v, err
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	if n == 0 && len(p) > 0 {
		return 0, r.err
	}
	return n, nil
}

// Close ends the run and joins it.
func (r *reader) Close() error {
	r.cancel(io.ErrClosedPipe)
	r.turn <- struct{}{}
	defer func() { <-r.turn }()
	r.values.Close()
	r.rest, r.err = nil, io.ErrClosedPipe
	return nil
}
