package stagetest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A SyntaxError says what is wrong with marbles, and where.
type SyntaxError struct {
	Marbles string
	Column  int // of the character, from 1
	Problem string
}

// Error shows the marbles, with a mark under the character.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("column %d: %s\n\t%s\n\t%s^", e.Column, e.Problem, e.Marbles, strings.Repeat(" ", e.Column-1))
}

// Parse reads marbles: what happens in one tick after another. Every symbol
// takes one tick, and so does a group, whatever its width.
//
//	a        a value: any character but the others here
//	[a b]    a value of several characters, as fmt prints slices; brackets are balanced
//	{0 a}    likewise, as fmt prints structs
//	"foo"    any other value, a string as in Go
//	-        nothing happens in this tick
//	#        an error
//	(cd#)    several elements in the same tick; the last symbol may be | or ^
//	|        the end
//	^        the context is cancelled
//
// Spaces between them are ignored: they align one line with another. After | or
// ^ nothing can happen. Marbles without either are silent for ever after their last symbol.
//
// An error is a [*SyntaxError].
func Parse(marbles string) (Script, error) {
	p := parser{marbles: marbles}
	for p.skipSpaces(); p.at < len(marbles); p.skipSpaces() {
		p.tick()
		if p.err != nil {
			return nil, p.err
		}
	}
	return p.script, nil
}

// A parser reads until it meets an error.
type parser struct {
	marbles string
	at      int // index of the next byte
	script  Script
	ended   bool
	err     error
}

func (p *parser) skipSpaces() {
	for p.at < len(p.marbles) && p.marbles[p.at] == ' ' {
		p.at++
	}
}

// fail notes the first problem.
func (p *parser) fail(at int, format string, args ...any) {
	if p.err == nil {
		column := utf8.RuneCountInString(p.marbles[:at]) + 1
		p.err = &SyntaxError{p.marbles, column, fmt.Sprintf(format, args...)}
	}
}

// tick reads one symbol or group.
func (p *parser) tick() {
	switch {
	case p.ended:
		p.fail(p.at, "nothing can happen after the end")
	case p.marbles[p.at] == '-':
		p.at++
		p.script = append(p.script, nil)
	case p.marbles[p.at] == '(':
		p.group()
	default:
		p.script = append(p.script, []Symbol{p.symbol()})
	}
}

func (p *parser) group() {
	var symbols []Symbol
	start := p.at
	p.at++
	for p.skipSpaces(); p.err == nil; p.skipSpaces() {
		switch {
		case p.at == len(p.marbles):
			p.fail(start, "( without )")
		case p.marbles[p.at] == ')' && len(symbols) == 0:
			p.fail(start, "() is empty: a tick in which nothing happens is -")
		case p.marbles[p.at] == ')':
			p.at++
			p.script = append(p.script, symbols)
			return
		case p.ended:
			p.fail(p.at, "nothing can happen after the end")
		case p.marbles[p.at] == '-':
			p.fail(p.at, "- within a group, which takes one tick whatever its width")
		case p.marbles[p.at] == '(':
			p.fail(p.at, "( within a group")
		default:
			symbols = append(symbols, p.symbol())
		}
	}
}

func (p *parser) symbol() Symbol {
	rest := p.marbles[p.at:]
	r, size := utf8.DecodeRuneInString(rest)
	switch r {
	case '#':
		p.at++
		return Symbol{Kind: Error}
	case '|':
		p.at++
		p.ended = true
		return Symbol{Kind: End}
	case '^':
		p.at++
		p.ended = true
		return Symbol{Kind: Cancel}
	case '[', '{':
		n := bracketed(rest)
		if n == 0 {
			p.fail(p.at, "the brackets that begin here are not balanced, or hold what cannot be printed")
		}
		p.at += n
		return Symbol{Text: rest[:n]}
	case '"':
		return p.quoted(rest)
	}
	if !plain(r, size) {
		p.fail(p.at, "unexpected %q", rest[:size])
	}
	p.at += size
	return Symbol{Text: rest[:size]}
}

func (p *parser) quoted(rest string) Symbol {
	quoted, err := strconv.QuotedPrefix(rest)
	if err != nil {
		p.fail(p.at, "the string that begins here is none of Go's, or has no end")
		return Symbol{}
	}
	text, err := strconv.Unquote(quoted)
	if err != nil {
		p.fail(p.at, "the string that begins here is none of Go's")
	}
	p.at += len(quoted)
	return Symbol{Text: text}
}
