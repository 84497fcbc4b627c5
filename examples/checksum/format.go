package main

import (
	"encoding/hex"
	"strings"
)

// The format is that of GNU sha256sum: the digest in hex, two spaces, the path.
// A path that would break the line is escaped, and then the line starts with a
// backslash: \n, \r and \\ stand for newline, carriage return and backslash.

var (
	escaper = strings.NewReplacer("\\", "\\\\", "\n", "\\n", "\r", "\\r")
	special = "\\\n\r"
)

// appendSum appends the line of s, with its newline.
func appendSum(line []byte, s sum) []byte {
	if strings.ContainsAny(s.path, special) {
		s.path = escaper.Replace(s.path)
		line = append(line, '\\')
	}
	line = hex.AppendEncode(line, s.digest)
	line = append(line, "  "...)
	line = append(line, s.path...)
	return append(line, '\n')
}

// appendVerdict appends the line of v, with its newline. As with sha256sum -c,
// only a newline makes it escape the path.
func appendVerdict(line []byte, v verdict) []byte {
	if strings.Contains(v.path, "\n") {
		v.path = escaper.Replace(v.path)
		line = append(line, '\\')
	}
	line = append(line, v.path...)
	switch {
	case v.err != nil:
		line = append(line, ": FAILED open or read\n"...)
	case !v.match:
		line = append(line, ": FAILED\n"...)
	default:
		line = append(line, ": OK\n"...)
	}
	return line
}

// unescape is the inverse of the escaping of a path. It returns false for what
// no path is escaped to.
func unescape(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		if i++; i == len(s) {
			return "", false
		}
		switch s[i] {
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case '\\':
			b.WriteByte('\\')
		default:
			return "", false
		}
	}
	return b.String(), true
}
