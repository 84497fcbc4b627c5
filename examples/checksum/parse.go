package main

import (
	"bytes"
	"encoding/hex"
	"errors"
)

// An entry is a line of a list to verify.
type entry struct {
	path   string
	digest []byte
}

// errMalformed stands in the place of a line that is not of the format.
var errMalformed = errors.New("improperly formatted line")

// A parser understands the lines of one list.
type parser struct {
	algo       algorithm
	stdinTaken bool // it can be read but once: as the list, or as the file -

	// Very old lists have one blank before the path instead of two characters.
	// The first line that can tell decides for all that follow.
	decided, oneBlank bool
}

// parse returns the entry of line, or false if it is not of the format.
func (p *parser) parse(line []byte) (entry, bool) {
	line = bytes.TrimLeft(line, " \t")
	rest, escaped := bytes.CutPrefix(line, []byte("\\"))
	if bytes.IndexByte(rest, 0) >= 0 {
		return entry{}, false // no path has a NUL
	}
	e, ok := p.tagged(rest)
	if !ok {
		e, ok = p.plain(rest)
	}
	if ok && escaped {
		e.path, ok = unescape(e.path)
	}
	if ok && e.path == "-" {
		ok, p.stdinTaken = !p.stdinTaken, true
	}
	return e, ok
}

// plain understands "digest  path" and "digest *path", and "digest path" of old.
func (p *parser) plain(line []byte) (entry, bool) {
	n := hex.EncodedLen(p.algo.size)
	if len(line) < n+2 || line[n] != ' ' && line[n] != '\t' {
		return entry{}, false
	}
	digest, ok := p.digest(line[:n])
	if !ok {
		return entry{}, false
	}
	path := line[n+1:]
	twoChars := len(path) > 1 && (path[0] == ' ' || path[0] == '*')
	if !p.decided {
		p.decided, p.oneBlank = true, !twoChars
	}
	switch {
	case p.oneBlank:
		return entry{string(path), digest}, true
	case twoChars:
		return entry{string(path[1:]), digest}, true
	default:
		return entry{}, false
	}
}

// tagged understands "SHA256 (path) = digest", the format of BSD.
func (p *parser) tagged(line []byte) (entry, bool) {
	rest, ok := bytes.CutPrefix(line, []byte(p.algo.tag))
	if !ok {
		return entry{}, false
	}
	rest, ok = bytes.CutPrefix(bytes.TrimPrefix(rest, []byte(" ")), []byte("("))
	end := bytes.LastIndexByte(rest, ')')
	if !ok || end < 0 {
		return entry{}, false
	}
	hexed, ok := bytes.CutPrefix(bytes.TrimLeft(rest[end+1:], " \t"), []byte("="))
	if !ok {
		return entry{}, false
	}
	digest, ok := p.digest(bytes.TrimLeft(hexed, " \t"))
	return entry{string(rest[:end]), digest}, ok
}

// digest returns what hexed stands for, if it has the right length.
func (p *parser) digest(hexed []byte) ([]byte, bool) {
	digest := make([]byte, hex.DecodedLen(len(hexed)))
	_, err := hex.Decode(digest, hexed)
	return digest, err == nil && len(digest) == p.algo.size
}
