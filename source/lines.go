package source

import (
	"io"
	"math"

	"github.com/seed-09178888/leat/stream"
)

// Lines yields the lines of r, without their endings.
//
//	"ab\ncd\r\n\ne"  ->  --ab--cd----e--|
//
// A line ends with a line feed, or a carriage return and a line feed. The last
// one need not end, and if it does, no empty one comes behind it. The bytes are
// kept as they are, also a byte order mark and what is not UTF-8. It takes the options [MaxLine] and [Name].
//
// Order: of the input.
//
// Concurrency: r is read in one goroutine. Nothing is read ahead but what a Read gives, so a line comes as soon as it is there.
//
// Memory: 64 KiB, or twice a line that is longer. Short lines share strings of up to 2 KiB.
//
// Errors: a line that is longer than [MaxLine] is an [Error] with its number that wraps [ErrTooLong]; it is not held in memory,
// and the next line still comes. A Read that fails is one that ends the stream, with the number of the line that it has cut off.
//
// Cancellation: ctx is looked at before each Read. A Read that blocks is waited for, unless r is an [Opener], whose reader is closed.
//
// Again: an [Opener] is opened again. Any other reader gives what is left of it, without what had been read ahead.
//
// Misuse: panics if r is nil, or if it does not take an option.
//
// Rust: AsyncBufReadExt::lines, tokio's LinesStream, FramedRead with LinesCodec.
func Lines(r io.Reader, opts ...Option) stream.Stream[string] {
	return lines("Lines", r, newOptions("Lines", opts, "MaxLine", "Name"))
}

// File yields the lines of a file, and names it in errors. All else is as for [Lines].
//
//	"ab\ncd\n"  ->  --ab--cd--|
//
// Errors: also that of os.Open, as the only element.
//
// Again: yes, the file is opened in each run, and closed before it is over.
//
// Misuse: panics if name is empty, or if it does not take an option.
//
// Rust: tokio's File and LinesStream.
func File(name string, opts ...Option) stream.Stream[string] {
	notEmpty("File", "name", name)
	return lines("File", Open(name), newOptions("File", opts, "MaxLine", "Name"))
}

func lines(source string, r io.Reader, o options) stream.Stream[string] {
	return reads(source, r, o, func(in *input, yield func(string, error) bool) error {
		l := newLineReader(in)
		shared := "" // what next will return, as a string
		for {
			raw, ok, err := l.next()
			if !ok {
				return err
			}
			if len(shared) < len(raw) || err != nil {
				shared = string(l.together(raw))
			}
			text := shared[:len(raw)]
			shared = shared[len(raw):]
			if !yield(trim(text), err) {
				return nil
			}
		}
	})
}

// MaxLine is an option of [Lines], [File], [Split], [CSV], [JSONL] and [JSONArray]: a line, token, record
// or element has n bytes at most, not counting what ends it. n is 1048576 if the option is not given.
func MaxLine(n int) Option {
	atLeast("MaxLine", "n", 1, n)
	return option("MaxLine", func(o *options) { o.maxLine = min(n, math.MaxInt-blockSize) }) // n and an ending fit into an int
}
