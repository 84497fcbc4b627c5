package main

import (
	"io"
	"os"
	"sync"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A progress is stdout, with a bar on stderr if that is a terminal.
type progress struct {
	stdout io.Writer
	above  bool                     // stdout is on the terminal of the bar: lines go above it
	bar    *progressbar.ProgressBar // nil: there is none
	drawn  sync.Mutex               // held while the bar is drawn, and while a line is printed above it
}

func newProgress(stdout, stderr io.Writer, total func() int) *progress {
	p := &progress{stdout: stdout, above: isTerminal(stdout)}
	if isTerminal(stderr) && os.Getenv("TERM") != "dumb" {
		p.show(stderr, total())
	}
	return p
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// show shows the bar; a total of -1 is unknown.
func (p *progress) show(stderr io.Writer, total int) {
	p.bar = progressbar.NewOptions(total,
		progressbar.OptionSetWriter(stderr),
		progressbar.OptionUseANSICodes(true),
		progressbar.OptionSetTheme(progressbar.ThemeASCII),
		progressbar.OptionSetWidth(30),
		progressbar.OptionShowCount(),
		progressbar.OptionSetElapsedTime(true),
		progressbar.OptionSetSpinnerChangeInterval(0), // otherwise it has a goroutine
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetRenderBlankState(true),
	)
}

// add moves the bar. It is called by the tasks.
func (p *progress) add(*page) {
	if p.bar == nil {
		return
	}
	p.drawn.Lock()
	defer p.drawn.Unlock()
	_ = p.bar.Add(1)
}

// Write writes to stdout, above the bar if that is on the same terminal.
func (p *progress) Write(line []byte) (int, error) {
	if p.bar == nil || !p.above {
		return p.stdout.Write(line)
	}
	p.drawn.Lock()
	defer p.drawn.Unlock()
	_ = p.bar.Clear()
	defer func() { _ = p.bar.RenderBlank() }()
	return p.stdout.Write(line)
}

// erase takes the bar away, when the run is over.
func (p *progress) erase() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
