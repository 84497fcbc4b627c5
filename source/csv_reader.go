package source

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// A dialect is what a CSV file may look like.
type dialect struct {
	header         []string // if the file has none
	comma, comment rune
	ragged         bool
	lazyQuotes     bool
	trim           bool
}

// A csvReader reads one record after another. It gives csv one line at a time,
// so that it knows where a record begins, and when it is too long.
type csvReader struct {
	in    *input
	lines *lineReader
	csv   *csv.Reader
	sized bool // it is known how many fields a record has

	rest   []byte // of the line that csv reads
	line   int    // where the record begins
	offset int64
	size   int  // of the lines of the record so far
	ended  bool // no line can be read any more
}

func newCSVReader(in *input) *csvReader {
	c := &csvReader{in: in, lines: newLineReader(in)}
	c.lines.noBOM = true
	c.csv = csv.NewReader(c)
	c.csv.Comma, c.csv.Comment = in.csv.comma, in.csv.comment
	c.csv.LazyQuotes, c.csv.TrimLeadingSpace = in.csv.lazyQuotes, in.csv.trim
	c.csv.FieldsPerRecord = len(in.csv.header)
	if in.csv.ragged {
		c.csv.FieldsPerRecord = -1
	}
	c.sized = c.csv.FieldsPerRecord != 0
	return c
}

// Read is for csv. A line or record that is too long is an error there, and csv goes on with the next line.
func (c *csvReader) Read(p []byte) (int, error) {
	for len(c.rest) == 0 {
		raw, ok, err := c.lines.next()
		switch {
		case !ok && err == nil:
			return 0, io.EOF
		case err != nil:
			c.ended = !ok
			return 0, err
		}
		switch {
		case c.size == 0:
			c.line, c.offset = c.lines.number, c.lines.start
			if !c.skips(raw) {
				c.size = len(raw)
			}
		case c.size+len(trim(raw)) > c.in.maxLine:
			return 0, c.in.at(c.line, 0, c.offset, tooLong(c.in.maxLine))
		default:
			c.size += len(raw)
		}
		c.rest = raw
	}
	n := copy(p, c.rest)
	c.rest = c.rest[n:]
	return n, nil
}

// skips: csv takes no record from a line where one could begin.
func (c *csvReader) skips(raw []byte) bool {
	if comment := c.in.csv.comment; comment != 0 {
		if first, _ := utf8.DecodeRune(raw); first == comment {
			return true
		}
	}
	return len(trim(raw)) == 0
}

// next returns a record, or the error that stands in its place. At the end ok
// is false, and err what has ended the input too early.
func (c *csvReader) next() (record []string, ok bool, err error) {
	c.size = 0
	record, err = c.csv.Read()
	if err == nil {
		c.sized = true
		return record, true, nil
	}
	if !c.sized {
		c.csv.FieldsPerRecord = 0 // csv has counted the fields before the fault
	}
	if err == io.EOF {
		return nil, false, nil
	}
	malformed, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return nil, !c.ended, err
	}
	line, what := malformed.Line, malformed.Err
	switch {
	case errors.Is(what, csv.ErrFieldCount):
		what = fmt.Errorf("%w: %d, not %d", what, len(record), c.csv.FieldsPerRecord)
	case malformed.StartLine < line:
		what = fmt.Errorf("%w in the record that begins on line %d", what, malformed.StartLine)
	}
	return nil, true, c.in.at(line, malformed.Column, c.offset, what)
}

// bad says that a field of the record that next has returned is.
func (c *csvReader) bad(field int, err error) error {
	line, column := c.csv.FieldPos(field)
	return c.in.at(line, column, c.offset, err)
}
