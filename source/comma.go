package source

import (
	"slices"
	"unicode/utf8"
)

// Comma is an option of [CSV]: what separates fields, ',' if it is not given.
func Comma(r rune) Option {
	delimiter("Comma", r)
	return option("Comma", func(o *options) { o.csv.comma = r })
}

// Comment is an option of [CSV]: a line that begins with it is skipped. Without it no line is.
func Comment(r rune) Option {
	delimiter("Comment", r)
	return option("Comment", func(o *options) { o.csv.comment = r })
}

func delimiter(name string, r rune) {
	if slices.Contains([]rune{0, '"', '\r', '\n', utf8.RuneError}, r) || !utf8.ValidRune(r) {
		misuse(name, "%q cannot be one", r)
	}
}
