package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"slices"
)

const usage = `usage: logstats [-j n] [-top n] [FILE...]

Sum up access logs in the common or combined format, compressed by gzip or not:
requests by status and path, bytes sent, and how long requests took if the last
field of a line says it. Without a FILE, or for -, read the standard input.

  -j n      read n files, and parse on n CPUs, at a time (default: all CPUs)
  -top n    print the n most frequent paths (default 10)

Exit codes: 0 all is well; 1 a file could not be read to its end, or the report
could not be written; 2 bad usage; 130 interrupted, the report is of what had
been read; 141 the reader of the output has gone.
`

var errHelp = flag.ErrHelp

// stdinName is what the standard input is called.
const stdinName = "-"

// options is the command line, understood and found valid.
type options struct {
	n, top int
	files  []string
}

// parseArgs returns what args ask for. Its errors are meant for the user and say
// what to change.
func parseArgs(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("logstats", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&o.n, "j", runtime.GOMAXPROCS(0), "")
	f.IntVar(&o.top, "top", 10, "")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	switch {
	case o.n < 1:
		return o, fmt.Errorf("-j must be at least 1, got %d", o.n)
	case o.top < 1:
		return o, fmt.Errorf("-top must be at least 1, got %d", o.top)
	}
	o.files = f.Args()
	if slices.Contains(o.files, "") {
		return o, errors.New("a FILE without a name given")
	}
	if len(o.files) == 0 {
		o.files = []string{stdinName}
	}
	return o, nil
}
