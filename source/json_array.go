package source

import (
	"io"

	"github.com/seed-09178888/leat/stream"
)

// JSONArray yields the elements of a JSON array one after another, decoded by
// encoding/json/v2, while the array is being read.
//
//	[{"A":1},{"A":"x"},{"A":3}]  ->  --{1}--#--{3}--|
//
// A byte order mark before it is skipped. It takes the options [JSON], [MaxLine] and [Name].
//
// Order: of the array.
//
// Concurrency: r is read in one goroutine. Decoding is a per-element task: JSONArray[T](r).Buffered(n)
// decodes up to n elements at a time.
//
// Memory: 64 KiB, and what has not been decoded yet, in blocks of 8 KiB or as large as an element.
//
// Errors: an element that is no T is an [Error] with the offset of what is wrong, and the next one still comes. What is no JSON or
// no array, is cut off, stands behind the array or is an element longer than [MaxLine] ends the
// stream with an Error that has the offset, and so does a Read that fails.
//
// Cancellation: as for [Lines].
//
// Again: as for [Lines].
//
// Misuse: panics if r is nil, or if it does not take an option.
//
// Rust: serde_json's SeqAccess, as a stream.
func JSONArray[T any](r io.Reader, opts ...Option) stream.Stream[T] {
	o := newOptions("JSONArray", opts, "JSON", "MaxLine", "Name")
	return decoded[T](o, reads("JSONArray", r, o, func(in *input, yield func(jsonValue, error) bool) error {
		a := newArrayReader(in)
		err := a.begin()
		for err == nil && a.more() {
			var v jsonValue
			if v, err = a.element(); err == nil && !yield(v, nil) {
				return nil
			}
		}
		if err == nil {
			err = a.end()
		}
		if err != nil {
			return a.error(err)
		}
		return nil
	}))
}
