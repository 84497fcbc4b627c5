package main

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
)

// collect returns the lines of r, with <err> for an error.
func collect(r io.Reader) []string {
	var got []string
	for line, err := range lines(r) {
		if err != nil {
			line = []byte("<" + err.Error() + ">")
		}
		got = append(got, string(line))
	}
	return got
}

func TestLines(t *testing.T) {
	long := strings.Repeat("x", maxLine)
	bad := "<" + errMalformed.Error() + ">"
	for _, c := range []struct {
		what, in string
		want     []string
	}{
		{"nothing", "", nil},
		{"lines", "a\nb\n", []string{"a", "b"}},
		{"a last line without its end", "a\nb", []string{"a", "b"}},
		{"CRLF, of which one CR goes", "a\r\nb\r\r\nc\r", []string{"a", "b\r", "c"}},
		{"empty lines", "\n\r\na\n\n", []string{"", "", "a", ""}},
		{"the longest line that fits", long[1:] + "\na", []string{long[1:], "a"}},
		{"a line that is too long, and the rest still comes", "a\n" + long + long + "\nb\n", []string{"a", bad, "b"}},
		{"a last line that is too long", "a\n" + long + long, []string{"a", bad}},
	} {
		t.Run(c.what, func(t *testing.T) {
			assert.Equal(t, c.want, collect(strings.NewReader(c.in)))
			assert.Equal(t, c.want, collect(iotest.HalfReader(strings.NewReader(c.in))))
		})
	}

	t.Run("a read error comes last", func(t *testing.T) {
		r := io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(errors.New("broken")))
		assert.Equal(t, []string{"a", "<broken>"}, collect(r))
		r = io.MultiReader(strings.NewReader(long+long), iotest.ErrReader(errors.New("broken")))
		assert.Equal(t, []string{"<broken>"}, collect(r))
	})

	t.Run("stops when nobody wants more", func(t *testing.T) {
		for _, in := range []string{"a\nb\n", long + "x\nb\n"} {
			for range lines(strings.NewReader(in)) {
				break
			}
		}
	})
}
