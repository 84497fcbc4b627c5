package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

const usage = `usage: fetch [-n n] [-rate r] [-tries n] [-attempt d] [-timeout d] [FILE]

Fetch the URLs in FILE, or on the standard input, one a line, and print a line of
JSON for each, in the order of the list. Empty lines and those that begin with #
are no URLs.

  -n n          fetch n URLs at a time (default 8)
  -rate r       send a host at most r requests a second; inf: no limit (default 5)
  -tries n      make at most n attempts for a URL (default 3)
  -attempt d    give each attempt this long (default 30s)
  -timeout d    give each URL this long: attempts, pauses and the time in which
                its host may not be asked together (default 2m)

Exit codes: 0 all is well; 1 a URL could not be fetched, or the output could not
be written; 2 bad usage or a missing list, nothing was fetched; 130 interrupted;
141 the reader of the output has gone.
`

var errHelp = flag.ErrHelp

// grace is how long what has been begun may go on after the first Ctrl-C.
const grace = 5 * time.Second

// options is the command line, understood and found valid.
type options struct {
	n, tries         int
	rate             float64
	attempt, timeout time.Duration
	listFile         string // - is the standard input
}

// parse returns what args ask for. Its errors are meant for the user and say
// what to change.
func parse(args []string) (options, error) {
	o := options{listFile: "-"}
	f := flag.NewFlagSet("fetch", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&o.n, "n", 8, "")
	f.Float64Var(&o.rate, "rate", 5, "")
	f.IntVar(&o.tries, "tries", 3, "")
	f.DurationVar(&o.attempt, "attempt", 30*time.Second, "")
	f.DurationVar(&o.timeout, "timeout", 2*time.Minute, "")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	switch {
	case o.n < 1:
		return o, fmt.Errorf("-n must be at least 1, got %d", o.n)
	case !(o.rate > 0): // nor NaN
		return o, fmt.Errorf("-rate must be more than 0, got %v", o.rate)
	case o.tries < 1:
		return o, fmt.Errorf("-tries must be at least 1, got %d", o.tries)
	case o.attempt <= 0:
		return o, fmt.Errorf("-attempt must be more than 0, got %v", o.attempt)
	case o.timeout <= 0:
		return o, fmt.Errorf("-timeout must be more than 0, got %v", o.timeout)
	case f.NArg() > 1:
		return o, errors.New("more than one FILE given")
	}
	if f.NArg() == 0 || f.Arg(0) == "-" {
		return o, nil
	}
	o.listFile = f.Arg(0)
	return o, readable(o.listFile)
}

// readable returns an error for a list that is not there.
func readable(path string) error {
	info, err := os.Stat(path)
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%q: %w", path, at.Err)
	}
	if err == nil && info.IsDir() {
		return fmt.Errorf("%q is a directory", path)
	}
	return err
}
