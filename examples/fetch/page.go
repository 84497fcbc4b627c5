package main

import (
	"context"
	"errors"
	"math"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// A page is a URL and what became of it: a line of the output.
type page struct {
	URL      string  `json:"url"`
	Status   int     `json:"status,omitempty"` // of the last attempt, if it was answered
	Bytes    int64   `json:"bytes"`            // of the body, decompressed, as far as it came
	SHA256   string  `json:"sha256,omitempty"` // of the whole body
	Seconds  float64 `json:"seconds"`          // from the first request to the end
	Attempts int     `json:"attempts"`
	Error    string  `json:"error,omitempty"` // of the last attempt; empty: it was fetched

	begun time.Time
}

// newPage makes a page of a line of the list, if it holds a URL.
func newPage(line string) (*page, bool) {
	line = strings.TrimSpace(line)
	return &page{URL: line}, line != "" && line[0] != '#'
}

// begin begins another attempt.
func (p *page) begin() {
	if p.Attempts == 0 {
		p.begun = time.Now()
	}
	p.Attempts++
	p.Status, p.Bytes, p.SHA256 = 0, 0, ""
}

// end sets how long it took, to the millisecond.
func (p *page) end() {
	if p.Attempts > 0 {
		p.Seconds = math.Round(time.Since(p.begun).Seconds()*1000) / 1000
	}
}

// A pageError is why an attempt failed.
type pageError struct {
	page *page
	err  error
}

func (e *pageError) Error() string { return e.err.Error() }
func (e *pageError) Unwrap() error { return e.err }

// errNotBegun ends the output: it comes in the place of the first URL that was not begun.
var errNotBegun = errors.New("not begun")

// notAfter passes pages on until stop ends, and then those that were begun before.
func notAfter(stop context.Context) func(context.Context, *page) (*page, error) {
	return func(_ context.Context, p *page) (*page, error) {
		if stop.Err() != nil && p.Attempts == 0 {
			return nil, backoff.Permanent(errNotBegun)
		}
		return p, nil
	}
}

// failed makes of an error the page that tells of it.
func failed(_ context.Context, err error) (*page, error) {
	if errors.Is(err, errNotBegun) {
		return nil, err
	}
	e, ok := errors.AsType[*pageError](err)
	if !ok { // it has come from the list: a line too long, or a file that broke
		return &page{Error: err.Error()}, nil
	}
	e.page.Error = e.err.Error()
	if errors.Is(err, context.DeadlineExceeded) && !errors.Is(e, context.DeadlineExceeded) {
		e.page.Error += ", and no time was left to try again"
	}
	e.page.end()
	return e.page, nil
}
