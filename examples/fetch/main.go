// Command fetch downloads a list of URLs and prints what became of each.
//
//	fetch [-n 8] [-rate 5] [-tries 3] [-attempt 30s] [-timeout 2m] [FILE]
//
// It fetches n URLs at a time, asks no host more often than it may, tries again
// what may work the next time, and prints a line of JSON for each URL, in the
// order of the list. The chain that does it is the method fetch below: begin there.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// The exit codes of the program.
const (
	exitOK          = 0
	exitFailed      = 1   // a URL could not be fetched, or the output not be written
	exitUsage       = 2   // nothing was fetched: a bad flag, or a list that is missing
	exitInterrupted = 130 // SIGINT or SIGTERM: see fetch
	exitPipe        = 141 // nobody reads stdout any more: what a shell reports for SIGPIPE
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl-C kills

	// With SIGPIPE ignored, a write to a closed pipe fails like any other, and
	// the program ends through its one exit, with the progress bar erased.
	signal.Ignore(syscall.SIGPIPE)

	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	// Some file systems tell only now that they had no room.
	if err := os.Stdout.Close(); err != nil && code == exitOK {
		fmt.Fprintf(os.Stderr, "fetch: write error: %v\n", err)
		code = exitFailed
	}
	os.Exit(code)
}

// run is the program without its process: it returns the exit code.
func run(stop context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parse(args)
	switch {
	case errors.Is(err, errHelp):
		fmt.Fprint(stdout, usage)
		return exitOK
	case err != nil:
		fmt.Fprintf(stderr, "fetch: %v\nTry 'fetch -h' for help.\n", err)
		return exitUsage
	}
	j := newJob(o, stdin, stdout, stderr)
	return j.close(stop, j.fetch(stop))
}

// fetch fetches every URL of the list. This one chain is the program; all other
// files hold its pieces.
//
// Ctrl-C ends stop. Then no more URLs are begun, and those that were have a few
// seconds to finish. What is printed is what became of the first URLs of the
// list, a line for each, on every way out.
func (j *job) fetch(stop context.Context) error {
	ctx, cancel := stream.WithGrace(stop, grace)
	defer cancel()

	_, err := source.Lines(j.list(), source.Name(j.listName())).
		// Blank lines and comments are no URLs.
		FilterMap(newPage).
		TakeUntil(stop.Done()).
		// The task for one URL begins here, and not any more if it was only read ahead.
		TryMap(notAfter(stop)).
		// Each attempt waits until the host may be asked, as this stands above Retry.
		TryMap(j.turn).
		TryMap(j.get).
		// Errors say themselves whether and when there is to be another attempt.
		Retry(stream.RetryPolicy{Tries: j.tries}).
		// All attempts, and what is between them.
		Timeout(j.timeout).
		// What fails has its line too.
		OrElse(failed).
		Inspect(j.progress.add).
		// Up to n URLs at a time. A slow one does not keep those behind it from
		// finishing: the window lets them wait for their turn to be printed.
		Buffered(j.n, stream.Window(16*j.n)).
		Inspect(j.tally).
		// This runs it all. A result that is there is seen: nothing is gathered.
		Into(ctx, sink.JSONL[*page](j.progress, sink.Buffer(1)))
	return err
}
