package source

import (
	"io"

	"github.com/seed-09178888/leat/stream"
)

// Bytes yields the input in chunks of n bytes, of which the last may be shorter.
//
//	"abcdefg"  ->  --abc--def--g--|     n = 3
//
// Each chunk is a slice of its own. It takes the option [Name].
//
// Order: of the input.
//
// Concurrency: r is read in one goroutine, until a chunk is full. Nothing is read ahead.
//
// Memory: one chunk of n bytes.
//
// Errors: a Read that fails ends the stream, behind a shorter chunk of what came before it. It is an [Error] with the offset.
//
// Cancellation: as for [Lines].
//
// Again: an [Opener] is opened again. Any other reader gives what is left of it.
//
// Misuse: panics if r is nil, if n < 1, or if it does not take an option.
//
// Rust: tokio's ReaderStream, but its chunks are as long as a read.
func Bytes(r io.Reader, n int, opts ...Option) stream.Stream[[]byte] {
	atLeast("Bytes", "n", 1, n)
	return reads("Bytes", r, newOptions("Bytes", opts, "Name"), func(in *input, yield func([]byte, error) bool) error {
		for offset := int64(0); ; {
			chunk := make([]byte, n)
			got, err := io.ReadFull(in, chunk)
			offset += int64(got)
			if got > 0 && !yield(chunk[:got], nil) {
				return nil
			}
			switch {
			case err == nil:
			case in.err == io.EOF: //nolint:errorlint // readers return it as it is
				return nil
			default:
				return in.at(0, 0, offset, err)
			}
		}
	})
}
