package sink

import (
	"bytes"
	"context"
	"io"

	"github.com/seed-09178888/leat/stream"
)

// Lines writes every value to w and a line feed after it.
//
//	--"ab"--"c"--|  ->  "ab\nc\n", Written{2, 5}
//
// A value is written as it is: one that holds line feeds becomes several lines. w is not closed.
// It takes the option [Buffer].
//
// Order: as the stream yields them.
//
// Concurrency: w is written to in the caller's goroutine, never concurrently.
//
// Memory: what is gathered for the next Write: [Buffer] bytes and an element.
//
// Errors: stops at the first. That of the stream is returned as it is, that of
// w with the index of the first element that w has not taken, counted from 0. An
// incomplete Write is io.ErrShortWrite. If w fails as well after an error of the stream, the two are joined.
//
// Cancellation: when ctx ends, everything is joined, what has been gathered is
// written, and context.Cause(ctx) returned. A Write that blocks is waited for. If ctx had ended before, nothing is written.
//
// Left: all elements before the failure, whole; if w has failed, what it has taken, maybe
// with half an element at the end. Written says both. After a panic or Goexit, what had been gathered is missing.
//
// Misuse: panics if w is nil, or if it does not take an option.
//
// Rust: FramedWrite with LinesCodec.
func Lines(w io.Writer, opts ...Option) Sink[string, Written] {
	notNil("Lines", "w", w == nil)
	o := newOptions("Lines", opts, "Buffer")
	return func(ctx context.Context, s stream.Stream[string]) (Written, error) {
		p := printer{name: "Lines", w: w, limit: o.buffer}
		return p.run(ctx, s, func(buf *bytes.Buffer, v string) error {
			buf.WriteString(v)
			buf.WriteByte('\n')
			return nil
		})
	}
}
