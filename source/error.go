package source

import (
	"errors"
	"fmt"
)

// ErrTooLong is what the error of a line, token, record or element unwraps to that is longer than [MaxLine] allows.
var ErrTooLong = errors.New("longer than the limit")

// An Error says where the input is bad. It unwraps to what is wrong there.
//
//	stock.csv:3:7: column "price": strconv.ParseInt: parsing "x": invalid syntax
type Error struct {
	Name   string // of the input, see the option Name; "" if it has none
	Line   int    // from 1; 0 where the place is a byte
	Column int    // in bytes, from 1; 0 if the line as a whole is bad
	Offset int64  // in bytes, from 0: of what is bad, or of the line, record or token that it is in
	Err    error  // never nil
}

// Error begins with the place: its name and line, or byte.
func (e *Error) Error() string {
	place := e.Name
	switch {
	case e.Line == 0 && e.Name == "":
		place = fmt.Sprintf("byte %d", e.Offset)
	case e.Line == 0 && e.Offset > 0:
		place = fmt.Sprintf("%s: byte %d", e.Name, e.Offset)
	case e.Line == 0:
	case e.Name == "" && e.Column == 0:
		place = fmt.Sprintf("line %d", e.Line)
	case e.Name == "":
		place = fmt.Sprintf("line %d, column %d", e.Line, e.Column)
	case e.Column == 0:
		place = fmt.Sprintf("%s:%d", e.Name, e.Line)
	default:
		place = fmt.Sprintf("%s:%d:%d", e.Name, e.Line, e.Column)
	}
	return place + ": " + e.Err.Error()
}

// Unwrap is what is wrong there.
func (e *Error) Unwrap() error { return e.Err }

// tooLong is what is wrong with more than limit bytes.
func tooLong(limit int) error { return fmt.Errorf("%w of %d bytes", ErrTooLong, limit) }

// Name is an option of all sources that read: how an [Error] calls the input. Without it that
// is the name that a reader says itself, as an *os.File does.
func Name(name string) Option {
	notEmpty("Name", "name", name)
	return option("Name", func(o *options) { o.name = name })
}
