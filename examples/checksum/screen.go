package main

import (
	"io"
	"os"
	"sync"

	"golang.org/x/term"
)

// A screen is stderr with a progress bar as its last line. What is printed
// through it, or over it, goes above the bar.
//
// Where stderr is no terminal, there is no bar and it is just stderr.
type screen struct {
	w     io.Writer
	width func() int // columns of the terminal; nil: there is none

	mu struct {
		sync.Mutex
		bar string // as it is drawn now; empty: not drawn
	}
}

func newScreen(w io.Writer) *screen {
	s := &screen{w: w}
	if f, ok := terminal(w); ok && os.Getenv("TERM") != "dumb" {
		s.width = func() int { return columns(f) }
	}
	return s
}

// terminal returns w as a file, if it is a terminal.
func terminal(w any) (*os.File, bool) {
	f, ok := w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// columns leaves room for the ^C that a terminal echoes: with it the line must
// not wrap, as only one line is erased.
func columns(f *os.File) int {
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width == 0 {
		width = 80
	}
	return width - len("^C") - 1
}

func (s *screen) isTerminal() bool { return s.width != nil }

// draw draws bar in place of the one before; an empty one erases it.
func (s *screen) draw(bar string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if bar != s.mu.bar {
		_, _ = io.WriteString(s.w, eraseLine+bar)
		s.mu.bar = bar
	}
}

const eraseLine = "\r\x1b[K"

// Write writes above the bar.
func (s *screen) Write(p []byte) (int, error) { return s.above(s.w, p) }

// above writes p, which ends a line, to w, above the bar.
func (s *screen) above(w io.Writer, p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mu.bar == "" {
		return w.Write(p)
	}
	_, _ = io.WriteString(s.w, eraseLine)
	n, err := w.Write(p)
	_, _ = io.WriteString(s.w, s.mu.bar)
	return n, err
}

// over returns w as a writer above the bar, if both are terminals. Otherwise
// they do not meet.
func (s *screen) over(w io.Writer) io.Writer {
	if _, ok := terminal(w); !ok || !s.isTerminal() {
		return w
	}
	return overlay{s, w}
}

type overlay struct {
	*screen
	w io.Writer
}

func (o overlay) Write(p []byte) (int, error) { return o.above(o.w, p) }
