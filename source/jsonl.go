package source

import (
	"bytes"
	"encoding/json/v2"
	"io"
	"slices"

	"github.com/seed-09178888/leat/stream"
)

// JSONL yields a value for every line of r, decoded by encoding/json/v2.
//
//	{"A":1}\n{"A":\n{"A":3}\n  ->  --{1}--#--{3}--|
//
// Empty lines and a byte order mark at the beginning are skipped. It takes the options [JSON], [MaxLine], [Name] and [Workers].
//
// Order: of the input.
//
// Concurrency: r is read in one goroutine. Decoding is a per-element task: JSONL[T](r).Buffered(n)
// decodes up to n lines at a time. If there is no other task, [Workers] costs less.
//
// Memory: blocks of 64 KiB, or twice a line that is longer, each as long as one of its lines is not decoded.
//
// Errors: a line that cannot be decoded is an [Error] with line, column and offset of what is wrong, and the next line still
// comes. So is one that holds more than one value, or is longer than [MaxLine]. A Read that fails ends
// the stream, with the number of the line that it has cut off.
//
// Cancellation: as for [Lines].
//
// Again: as for [Lines].
//
// Misuse: panics if r is nil, or if it does not take an option.
//
// Rust: tokio_serde's Json over FramedRead, serde_json's StreamDeserializer.
func JSONL[T any](r io.Reader, opts ...Option) stream.Stream[T] {
	o := newOptions("JSONL", opts, "JSON", "MaxLine", "Name", "Workers")
	if o.workers > 0 {
		return decodedInBatches[T](o, reads("JSONL", r, o, batches(jsonLines)))
	}
	return decoded[T](o, reads("JSONL", r, o, jsonLines))
}

// jsonLines yields the lines in which there is something.
func jsonLines(in *input, yield func(jsonValue, error) bool) error {
	l := newLineReader(in)
	l.lends, l.noBOM = true, true
	for {
		raw, ok, err := l.next()
		if !ok {
			return err
		}
		text := trim(raw)
		if err == nil && len(bytes.TrimLeft(text, " \t\r")) == 0 {
			continue
		}
		if !yield(jsonValue{text: text, in: in, line: l.number, offset: l.start, more: in.workers > 0 && l.ready()}, err) {
			return nil
		}
	}
}

// JSON is an option of [JSONL] and [JSONArray]: how encoding/json/v2 and its jsontext
// decode, as in JSON(json.RejectUnknownMembers(true)).
func JSON(opts ...json.Options) Option {
	opts = slices.Clone(opts)
	return option("JSON", func(o *options) { o.json = append(o.json, opts...) })
}
