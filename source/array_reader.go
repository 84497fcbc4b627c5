package source

import (
	"bufio"
	"bytes"
	"encoding/json/jsontext"
	"errors"
	"fmt"
	"io"
	"slices"
)

// An arrayReader reads a JSON array.
type arrayReader struct {
	in     *input
	r      *bufio.Reader
	dec    *jsontext.Decoder
	mark   int64 // bytes before what dec reads
	size   int   // bytes that it has read since the element began
	failed error // why it can read no more, but for the end
	kept   block
}

func newArrayReader(in *input) *arrayReader {
	a := &arrayReader{in: in, r: bufio.NewReaderSize(in, blockSize)}
	// What else is wrong with an element is found when it is decoded, and the next one still comes.
	lax := []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}
	a.dec = jsontext.NewDecoder(a, append(slices.Clip(in.json), lax...)...)
	return a
}

// Read is for dec, which keeps an element until it is whole: at some point it is too long.
func (a *arrayReader) Read(p []byte) (int, error) {
	if a.failed == nil && a.size-blockSize > a.in.maxLine { // with room for what stands between elements
		a.failed = tooLong(a.in.maxLine)
	}
	if a.failed != nil {
		return 0, a.failed
	}
	n, err := a.r.Read(p)
	a.size += n
	if err != nil && err != io.EOF {
		a.failed = err
	}
	return n, err
}

// begin reads up to the first element.
func (a *arrayReader) begin() error {
	if first, _ := a.r.Peek(len(bom)); bytes.Equal(first, bom) {
		_, _ = a.r.Discard(len(bom))
		a.mark = int64(len(bom))
	}
	if kind := a.dec.PeekKind(); kind != jsontext.KindInvalid && kind != jsontext.KindBeginArray {
		return fmt.Errorf("an array begins with [, but here is a %v", kind)
	}
	_, err := a.dec.ReadToken()
	if err == io.EOF { //nolint:errorlint // jsontext returns it as it is
		return io.ErrUnexpectedEOF
	}
	return err
}

// more reports whether there is an element, or what is wrong instead.
func (a *arrayReader) more() bool {
	a.size = 0
	return a.dec.PeekKind() != jsontext.KindEndArray
}

// element reads the next one.
func (a *arrayReader) element() (jsonValue, error) {
	text, err := a.dec.ReadValue()
	if err != nil {
		return jsonValue{}, err
	}
	end := a.mark + a.dec.InputOffset()
	if len(text) > a.in.maxLine {
		return jsonValue{}, tooLong(a.in.maxLine)
	}
	return jsonValue{text: a.kept.clone(text), in: a.in, offset: end - int64(len(text))}, nil
}

// end reads the end of the array, and looks that nothing is behind it.
func (a *arrayReader) end() error {
	if _, err := a.dec.ReadToken(); err != nil {
		return err
	}
	switch _, err := a.dec.ReadToken(); {
	case err == nil:
		return errors.New("there is more behind the array")
	case err != io.EOF: //nolint:errorlint // jsontext returns it as it is
		return err
	}
	return nil
}

// error adds the place.
func (a *arrayReader) error(err error) error {
	offset := a.dec.InputOffset()
	switch n := jsonOffset(err); {
	case a.failed != nil:
		err = a.failed // without what jsontext says of it
	case n > 0:
		offset = n
	}
	return a.in.at(0, 0, a.mark+offset, err)
}

// A block holds copies of many texts: one allocation for all of them, free when
// the last one is. A text that is a good part of a block has its own.
type block []byte

func (b *block) clone(text []byte) []byte {
	const size = 8 << 10
	if len(text) > size/4 {
		return bytes.Clone(text)
	}
	if cap(*b)-len(*b) < len(text) {
		*b = make([]byte, 0, size)
	}
	n := len(*b)
	*b = append(*b, text...)
	return (*b)[n:len(*b):len(*b)]
}
