package stagetest

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// String returns the marbles of s, without spaces. [Parse] makes s of them
// again. It writes down anything, also what Parse would not accept: a symbol after the end.
//
//	Script{{a}, {}, {b, c}, {|}}  ->  "a-(bc)|"
func (s Script) String() string {
	var out strings.Builder
	for _, symbols := range s {
		out.WriteString(printTick(symbols))
	}
	return out.String()
}

func printTick(symbols []Symbol) string {
	switch len(symbols) {
	case 0:
		return "-"
	case 1:
		return symbols[0].String()
	}
	var out strings.Builder
	out.WriteByte('(')
	for _, y := range symbols {
		out.WriteString(y.String())
	}
	out.WriteByte(')')
	return out.String()
}

// String returns the symbol as it stands in marbles: a value of one character
// as it is, and likewise one in balanced brackets; any other quoted.
//
//	a  [a b]  {0 a}  "foo"  #  |  ^
func (y Symbol) String() string {
	switch y.Kind {
	case Error:
		return "#"
	case End:
		return "|"
	case Cancel:
		return "^"
	}
	r, size := utf8.DecodeRuneInString(y.Text)
	switch {
	case size == len(y.Text) && plain(r, size):
		return y.Text
	case bracketed(y.Text) == len(y.Text) && len(y.Text) > 0:
		return y.Text
	}
	return strconv.Quote(y.Text)
}

// reserved are the characters that are no value.
const reserved = ` -#|^()[]{}"`

// plain reports whether r, read from size bytes, is a value by itself.
func plain(r rune, size int) bool {
	return size > 0 && legible(r, size) && !strings.ContainsRune(reserved, r)
}

// legible is false for what cannot be read on a screen.
func legible(r rune, size int) bool {
	return strconv.IsPrint(r) && (r != utf8.RuneError || size > 1)
}

// bracketed returns the length of the value in brackets that text begins with,
// or 0 if there is none: brackets within it must be balanced.
func bracketed(text string) int {
	var open []byte
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '[':
			open = append(open, ']')
		case r == '{':
			open = append(open, '}')
		case len(open) == 0 || !legible(r, size):
			return 0
		case r == ']' || r == '}':
			if open[len(open)-1] != byte(r) {
				return 0
			}
			open = open[:len(open)-1]
		}
		if i += size; len(open) == 0 {
			return i
		}
	}
	return 0
}
