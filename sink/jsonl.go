package sink

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	"github.com/seed-09178888/leat/stream"
)

// JSONL writes every value to w as JSON in a line of its own, as encoding/json
// makes it, but with <, > and & as they are. All else is as for [Lines].
//
//	--{A:1}--{A:2}--|  ->  {"A":1}\n{"A":2}\n, Written{2, 16}
//
// Errors: also that of a value which cannot be encoded, with its index. The elements before it are written.
//
// Rust: tokio_serde's Json over FramedWrite.
func JSONL[T any](w io.Writer, opts ...Option) Sink[T, Written] {
	notNil("JSONL", "w", w == nil)
	o := newOptions("JSONL", opts, "Buffer")
	return func(ctx context.Context, s stream.Stream[T]) (Written, error) {
		p := printer{name: "JSONL", w: w, limit: o.buffer}
		enc := json.NewEncoder(&p.buf)
		enc.SetEscapeHTML(false)
		return p.run(ctx, s, func(_ *bytes.Buffer, v T) error { return enc.Encode(v) })
	}
}
