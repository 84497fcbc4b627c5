// Command logstats sums up access logs: requests by status and path, bytes sent, and
// percentiles of the time that the requests took.
//
//	logstats [-j n] [-top n] [FILE...]
//
// It reads several files at a time, compressed or not, and parses them on all
// CPUs. The chain that does it is the method sum below: begin there.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// The exit codes of the program.
const (
	exitOK          = 0
	exitFailed      = 1   // a file could not be read to its end, or the report not be written
	exitUsage       = 2   // nothing was read: a bad flag
	exitInterrupted = 130 // SIGINT or SIGTERM: the report is of what had been read
	exitPipe        = 141 // nobody reads stdout any more: what a shell reports for SIGPIPE
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl-C kills
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program without its process: it returns the exit code.
func run(stop context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parseArgs(args)
	switch {
	case errors.Is(err, errHelp):
		fmt.Fprint(stdout, usage)
		return exitOK
	case err != nil:
		fmt.Fprintf(stderr, "logstats: %v\nTry 'logstats -h' for help.\n", err)
		return exitUsage
	}
	j := job{o, stdin}
	s := newStats()
	j.sum(stop, s)
	return report(s, stop.Err() != nil, o.top, stdout, stderr)
}

// A job is one run of the program.
type job struct {
	options
	stdin io.Reader
}

// A chunk is so many lines of a file that it is worth a task.
type chunk struct {
	name  string
	lines []stream.Indexed[string] // with their place in the file, from 0
}

const (
	chunkSize = 2000
	maxLine   = 64 << 10 // what is longer has been written by no server
)

// sum adds all files up in s. This one chain, with that of a file below, is the
// program; all other files hold its pieces.
//
// Ctrl-C ends stop. Nothing more is read then, but the run goes on without it:
// what had been read is in s, to the last line.
func (j *job) sum(stop context.Context, s *stats) {
	_ = stream.Iter(j.files).
		// Up to n files are open and read at a time.
		FlatMapUnordered(j.n, func(name string) stream.Stream[chunk] { return j.chunks(stop, name) }).
		// Up to n chunks are parsed at a time, of one file or of many.
		Map(count).
		BufferedUnordered(j.n).
		// A file that is broken does not end the others. No other errors are left.
		DropErrors(s.failed).
		ForEach(context.WithoutCancel(stop), s.add)
}

// chunks reads one file.
func (j *job) chunks(stop context.Context, name string) stream.Stream[chunk] {
	return source.Lines(j.open(name), source.Name(name), source.MaxLine(maxLine)).
		TakeUntil(stop.Done()).
		Enumerate().
		Chunks(chunkSize).
		Map(func(lines []stream.Indexed[string]) chunk { return chunk{name, lines} })
}
