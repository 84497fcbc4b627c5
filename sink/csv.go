package sink

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/seed-09178888/leat/stream"
)

// CSV writes every value to w as a record, quoted as encoding/csv does it. It
// takes the options [Header], [Comma] and [Buffer]. All else is as for [Lines].
//
//	--[a b]--[c "d,e"]--|  ->  a,b\nc,"d,e"\n, Written{2, 12}
//
// Records may have different numbers of fields, but have one at least. One
// empty field is written as "", since readers skip an empty line.
//
// Errors: also that of a record without fields, with its index. The elements before it are written.
//
// Misuse: panics if w is nil, or if it does not take an option.
//
// Rust: csv::Writer.
func CSV(w io.Writer, opts ...Option) Sink[[]string, Written] {
	notNil("CSV", "w", w == nil)
	o := newOptions("CSV", opts, "Header", "Comma", "Buffer")
	return func(ctx context.Context, s stream.Stream[[]string]) (Written, error) {
		p := printer{name: "CSV", w: w, limit: o.buffer}
		enc := csv.NewWriter(&p.buf)
		enc.Comma = o.comma
		put := func(buf *bytes.Buffer, record []string) error {
			switch {
			case len(record) == 0:
				return errors.New("the record has no fields")
			case len(record) == 1 && record[0] == "":
				buf.WriteString(`""` + "\n")
				return nil
			}
			_ = enc.Write(record) // into a buffer
			enc.Flush()
			return enc.Error()
		}
		if len(o.header) > 0 {
			_ = put(&p.buf, o.header)
		}
		return p.run(ctx, s, put)
	}
}

// Header is an option of [CSV]: the first record, which is no element. It is
// written also if there are no elements, but not if ctx had ended before the run.
func Header(fields ...string) Option {
	atLeast("Header", "the number of fields", 1, len(fields))
	fields = slices.Clone(fields)
	return option("Header", func(o *options) { o.header = fields })
}

// Comma is an option of [CSV]: what separates fields, ',' if it is not given.
func Comma(r rune) Option {
	if slices.Contains([]rune{0, '"', '\r', '\n', utf8.RuneError}, r) || !utf8.ValidRune(r) {
		misuse("Comma", "%q cannot separate fields", r)
	}
	return option("Comma", func(o *options) { o.comma = r })
}
