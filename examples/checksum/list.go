package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"os"

	"github.com/seed-09178888/leat/stream"
)

// maxLine is longer than any line can be: a digest and an escaped path of
// PATH_MAX bytes. What is longer is malformed and never held in memory.
const maxLine = 64 << 10

// entries is the source of the chain of -check: the entries of the list, in order.
// A malformed line is an error in its place, and the rest still comes.
//
// It can be run again if it is a file, and not if it is the standard input.
func (j *job) entries(ctx context.Context) stream.Stream[entry] {
	return stream.TryGenerate(func(_ context.Context, yield func(entry, error) bool) error {
		r := interruptible(ctx, j.openList)
		defer r.Close()

		p := parser{algo: j.algo, stdinTaken: j.listFile == "-"}
		for line, err := range lines(r) {
			switch {
			case ctx.Err() != nil:
				return nil
			case err != nil && !errors.Is(err, errMalformed):
				return err
			case err == nil && blank(line):
				continue
			}
			e, ok := p.parse(line)
			if err != nil || !ok {
				e, err = entry{}, errMalformed
			}
			if !yield(e, err) {
				return nil
			}
		}
		return nil
	})
}

func (j *job) openList() (io.ReadCloser, error) {
	if j.listFile == "-" {
		return j.openStdin()
	}
	return os.Open(j.listFile)
}

func (j *job) openStdin() (io.ReadCloser, error) { return io.NopCloser(j.stdin), nil }

// lines yields the lines of r without their ends, LF or CRLF. A line is valid
// until the next. One longer than maxLine is errMalformed; any other error is
// the last element.
func lines(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		b := bufio.NewReaderSize(r, maxLine)
		for more := true; more; {
			line, err := b.ReadSlice('\n')
			tooLong := errors.Is(err, bufio.ErrBufferFull)
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = b.ReadSlice('\n')
			}
			line = bytes.TrimSuffix(line, []byte("\n"))
			switch {
			case err != nil && err != io.EOF:
				yield(nil, err)
				return
			case tooLong:
				more = yield(nil, errMalformed)
			case err == nil || len(line) > 0:
				more = yield(bytes.TrimSuffix(line, []byte("\r")), nil)
			}
			more = more && err == nil
		}
	}
}

// blank reports whether line says nothing: an empty one, or a comment.
func blank(line []byte) bool {
	return len(line) == 0 || line[0] == '#'
}
