package source

import (
	"io"
	"slices"

	"github.com/seed-09178888/leat/stream"
)

// CSV yields the records of r, read by encoding/csv. T says as what:
//
//   - []string: each as it is, the header of a file too.
//   - map[string]string: by the names of the columns.
//   - a struct: a field is that of the column in its tag `csv:"name"`, or
//     without a tag of the column with its own name, where case and underscores do not count.
//
// Those names are the first record, which is then no element, or the option [Header].
//
//	id,name\n1,Ann\nx,Bob\n  ->  --{1 Ann}--#--|
//
// The type of a field is string, bool, a number, time.Duration, what has UnmarshalText as time.Time
// has, or a pointer to one of these, which is nil for an empty text. A column must be there for each field
// unless the tag says `csv:"name,optional"`, with which an empty text leaves the field as it is; other columns are dropped. `csv:"-"` is for no
// column. Fields of embedded structs count as those of the struct.
//
// A byte order mark at the beginning is skipped. It takes the options [Header], [Comma],
// [Comment], [Ragged], [LazyQuotes], [TrimLeadingSpace], [MaxLine] and [Name].
//
// Order: of the input.
//
// Concurrency: r is read, and fields are parsed, in one goroutine. Nothing is read ahead but what a Read gives.
//
// Memory: 64 KiB, and a few times a record.
//
// Errors: a record that is malformed, has not as many fields as the first, or a field that cannot be parsed, is an [Error] with line
// and column, and the next record still comes. So is one longer than [MaxLine]: after that a record begins with the next line. A missing header, column or a name that stands
// there twice is the only element. A Read that fails ends the stream.
//
// Cancellation: as for [Lines].
//
// Again: as for [Lines].
//
// Misuse: panics if r is nil, if records cannot be made a T, or if it does not take an option.
//
// Rust: the csv crate's Reader::deserialize, as a stream.
func CSV[T any](r io.Reader, opts ...Option) stream.Stream[T] {
	o := newOptions("CSV", opts, "Header", "Comma", "Comment", "Ragged", "LazyQuotes", "TrimLeadingSpace", "MaxLine", "Name")
	if o.csv.comma == o.csv.comment {
		misuse("CSV", "Comma and Comment are both %q", o.csv.comma)
	}
	as := recordsAs[T]()
	return reads("CSV", r, o, func(in *input, yield func(T, error) bool) error {
		c := newCSVReader(in)
		parse, err := as.parser(c)
		if err != nil {
			return err
		}
		for {
			record, ok, err := c.next()
			if !ok {
				return err
			}
			var v T
			if err == nil {
				var field int
				if v, field, err = parse(record); err != nil {
					err = c.bad(field, err)
				}
			}
			if !yield(v, err) {
				return nil
			}
		}
	})
}

// Header is an option of [CSV]: the names of the columns if the input has none, so that the first
// record is an element. Each record then has as many fields.
func Header(names ...string) Option {
	atLeast("Header", "the number of names", 1, len(names))
	names = slices.Clone(names)
	return option("Header", func(o *options) { o.csv.header = names })
}

// Ragged is an option of [CSV]: records may have different numbers of fields.
// Of a short one, fields of T and keys of a map are left out; what is behind the last column is dropped.
func Ragged() Option { return option("Ragged", func(o *options) { o.csv.ragged = true }) }
