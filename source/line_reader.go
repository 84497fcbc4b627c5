package source

import (
	"bytes"
	"io"
)

const (
	blockSize  = 64 << 10
	sharedSize = 2 << 10
)

var bom = []byte("\uFEFF")

// A lineReader cuts what it reads into lines. It reads into a block, of which
// the lines are parts, so that none is copied.
type lineReader struct {
	in    *input
	lends bool // lines stay as they are; otherwise until next is called again
	noBOM bool // a byte order mark is no part of the first line

	number     int   // of the line that next has returned, from 1
	start, end int64 // where in the input it begins, and what is behind it

	block []byte
	from  int   // where in block the line behind it begins
	lent  bool  // parts of block must stay as they are
	ended error // there is nothing more to be read
}

func newLineReader(in *input) *lineReader {
	return &lineReader{in: in, block: make([]byte, 0, blockSize)}
}

// next is the next line, with its ending if it has one. At the end of the input
// ok is false, and err what has ended it too early. Otherwise err says that the line is too long.
//
// A line that a failing Read has cut off is none, and a long one is not held.
func (l *lineReader) next() (raw []byte, ok bool, err error) {
	l.number++
	l.start = l.end
	long := false
	for seen := 0; ; l.fill() {
		rest := l.block[l.from:]
		if i := bytes.IndexByte(rest[seen:], '\n'); i >= 0 {
			return l.cut(seen+i+1, long)
		}
		switch {
		case l.ended == io.EOF && (long || len(rest) > 0): //nolint:errorlint // readers return it as it is
			return l.cut(len(rest), long)
		case l.ended == io.EOF: //nolint:errorlint // readers return it as it is
			return nil, false, nil
		case l.ended != nil:
			return nil, false, l.at(l.ended)
		case len(rest) > l.in.maxLine+len(bom)+len("\r"):
			long = true
			l.skip(len(rest))
		}
		seen = len(l.block) - l.from
	}
}

// ready reports whether another line in which there is something has been read.
func (l *lineReader) ready() bool {
	return bytes.IndexByte(bytes.TrimLeft(l.block[l.from:], " \t\r\n"), '\n') >= 0
}

// cut takes the n bytes of a line, or of what is left of a long one.
func (l *lineReader) cut(n int, long bool) (raw []byte, ok bool, err error) {
	raw = l.block[l.from : l.from+n]
	l.skip(n)
	if l.noBOM && l.number == 1 && bytes.HasPrefix(raw, bom) {
		raw = raw[len(bom):]
		l.start += int64(len(bom))
	}
	if long || len(raw) > l.in.maxLine && len(trim(raw)) > l.in.maxLine {
		return nil, true, l.at(tooLong(l.in.maxLine))
	}
	l.lent = l.lends
	return raw, true, nil
}

func (l *lineReader) skip(n int) {
	l.from += n
	l.end += int64(n)
}

// fill reads once. What has not been returned moves to the beginning of a block
// when this one is full, and to one twice as large if it is half of it or more.
func (l *lineReader) fill() {
	if len(l.block) == cap(l.block) {
		rest, block := l.block[l.from:], l.block[:0]
		switch {
		case len(rest) >= cap(l.block)/2:
			block = make([]byte, 0, 2*cap(l.block))
		case l.lent:
			block = make([]byte, 0, blockSize)
		}
		l.block, l.from, l.lent = append(block, rest...), 0, false
	}
	n, err := l.in.Read(l.block[len(l.block):cap(l.block)])
	l.block, l.ended = l.block[:len(l.block)+n], err
}

// at is an error of the line that next is about.
func (l *lineReader) at(err error) error { return l.in.at(l.number, 0, l.start, err) }

// together is the line that next has returned, and those behind it that are here already, up to two kilobytes.
func (l *lineReader) together(raw []byte) []byte {
	if len(raw) > sharedSize/2 {
		return raw
	}
	ahead := l.block[l.from-len(raw):]
	ahead = ahead[:min(len(ahead), sharedSize)]
	return ahead[:max(len(raw), bytes.LastIndexByte(ahead, '\n')+1)]
}

// trim takes the ending from a line: a line feed, and a carriage return before it or at the end of the input.
func trim[S ~string | ~[]byte](raw S) S {
	n := len(raw)
	if n > 0 && raw[n-1] == '\n' {
		n--
	}
	if n > 0 && raw[n-1] == '\r' {
		n--
	}
	return raw[:n]
}
