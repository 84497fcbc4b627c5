package source

import (
	"bufio"
	"errors"
	"io"

	"github.com/seed-09178888/leat/stream"
)

// Split yields the tokens that split, bufio.ScanWords for example, cuts the input into.
//
//	"to be  or"  ->  --to--be--or--|     bufio.ScanWords
//
// It is bufio.Scanner as a stream, with all that a split function may do there. It takes the options [MaxLine] and [Name].
//
// Order: of the input.
//
// Concurrency: r is read, and split called, in one goroutine. Nothing is read ahead but what a Read gives.
//
// Memory: twice a token, and 4 KiB at least.
//
// Errors: as with bufio.Scanner one ends the stream, behind what split makes of the input before it. It is an [Error] with the
// offset where split was to go on: of a token longer than [MaxLine], it wraps [ErrTooLong]; of split; or of a Read.
//
// Cancellation: as for [Lines].
//
// Again: as for [Lines].
//
// Misuse: panics if r or split is nil, or if it does not take an option. In the run, a split that makes
// no progress panics as in bufio.Scanner.
//
// Rust: tokio's SplitStream, FramedRead.
func Split(r io.Reader, split bufio.SplitFunc, opts ...Option) stream.Stream[string] {
	notNil("Split", "split", split == nil)
	return reads("Split", r, newOptions("Split", opts, "MaxLine", "Name"), func(in *input, yield func(string, error) bool) error {
		offset := int64(0)
		s := bufio.NewScanner(in)
		s.Buffer(nil, in.maxLine+blockSize) // with room for what stands between tokens
		s.Split(func(data []byte, atEOF bool) (int, []byte, error) {
			n, token, err := split(data, atEOF)
			if len(token) > in.maxLine {
				return 0, nil, bufio.ErrTooLong
			}
			if err == nil {
				offset += int64(n)
			}
			return n, token, err
		})
		for s.Scan() {
			if !yield(s.Text(), nil) {
				return nil
			}
		}
		err := s.Err()
		switch {
		case err == nil:
			return nil
		case errors.Is(err, bufio.ErrTooLong):
			err = tooLong(in.maxLine)
		}
		return in.at(0, 0, offset, err)
	})
}
