// Command thumbnails makes small JPEGs of all pictures below a folder, on all cores.
//
//	thumbnails [-j n] [-size px] [-quality q] [-max-pixels n] [-force] FROM TO
//
// The chain that does it is in thumbnails.go: begin there.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// The exit codes of the program.
const (
	exitOK          = 0
	exitFailed      = 1   // there is a picture of which no thumbnail could be made
	exitUsage       = 2   // nothing was done
	exitInterrupted = 130 // what was finished is there, whole
	exitPipe        = 141 // nobody reads stdout any more
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)   // the second Ctrl-C kills
	signal.Ignore(syscall.SIGPIPE) // a write to a closed pipe fails like any other
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the program without its process: it returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage)
		return exitOK
	case err != nil:
		fmt.Fprintf(stderr, "thumbnails: %v\nTry 'thumbnails -h' for help.\n", err)
		return exitUsage
	}
	j := &job{options: o, stdout: stdout, stderr: stderr}
	err = j.thumbnails(ctx)
	fmt.Fprintf(stderr, "%d made, %d up to date, %d failed\n", j.made, j.upToDate, j.failed)
	switch {
	case ctx.Err() != nil:
		return exitInterrupted
	case errors.Is(err, syscall.EPIPE):
		return exitPipe
	case err != nil:
		fmt.Fprintf(stderr, "thumbnails: %v\n", err)
		return exitFailed
	case j.failed > 0:
		return exitFailed
	}
	return exitOK
}
