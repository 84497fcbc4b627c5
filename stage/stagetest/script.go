package stagetest

import "errors"

// ErrScript is the error that a # in a script of an input stands for.
var ErrScript = errors.New("stagetest: error of the script")

// A Script says what happens in one tick after another: script[2] is what
// happens in the third. [Parse] reads one, [Script.String] writes one.
//
//	"a-(bc)|"  <->  Script{{a}, {}, {b, c}, {|}}
type Script [][]Symbol

// A Symbol is one thing that happens.
type Symbol struct {
	Kind Kind
	Text string // of a Value
}

// A Kind is what kind of thing a [Symbol] is.
type Kind int

// The kinds of symbols.
const (
	Value  Kind = iota // a value: a letter, [a b], {a b} or "text"
	Error              // an error: #
	End                // the end: |
	Cancel             // in an input, the context is cancelled, in an output, the stream has ended with its cause: ^
)

// last reports whether nothing can follow.
func (k Kind) last() bool { return k == End || k == Cancel }

// ended returns the kind of the last symbol if the script has an end.
func (s Script) ended() (k Kind, tick int, ok bool) {
	for tick, symbols := range s {
		for _, y := range symbols {
			if y.Kind.last() {
				return y.Kind, tick, true
			}
		}
	}
	return 0, 0, false
}

// trimmed is s without the time after its last symbol.
func (s Script) trimmed() Script {
	for len(s) > 0 && len(s[len(s)-1]) == 0 {
		s = s[:len(s)-1]
	}
	return s
}
