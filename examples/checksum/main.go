// Command checksum prints the checksums of all files below some directories, or
// verifies such a list.
//
//	checksum [-j n] [-unordered] [-algo sha256|sha512|blake2b|xxh3] DIR...
//	checksum [-j n] [-unordered] [-algo ...] -check FILE
//	checksum [-j n] [-algo ...] -compare DIR...
//
// It hashes n files at a time and prints in the order of the walk what
// sha256sum prints for the same files. The chain that does it is in
// checksum.go: begin there.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// The exit codes of the program.
const (
	exitOK          = 0
	exitFailed      = 1   // a file could not be read or did not match, or the output not be written
	exitUsage       = 2   // nothing was hashed: a bad flag, or a directory that is missing
	exitInterrupted = 130 // SIGINT or SIGTERM: what was finished has been printed
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
		fmt.Fprintf(os.Stderr, "checksum: write error: %v\n", reason(err))
		code = exitFailed
	}
	os.Exit(code)
}

// run is the program without its process: it returns the exit code.
//
// When ctx ends, nothing more is begun, what is being read is given up, and
// what was finished is printed before run returns.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	o, err := parse(args)
	switch {
	case errors.Is(err, errHelp):
		fmt.Fprint(stdout, usage)
		return exitOK
	case err != nil:
		fmt.Fprintf(stderr, "checksum: %v\nTry 'checksum -h' for help.\n", err)
		return exitUsage
	}

	j := newJob(o, stdin, stdout, stderr)
	switch {
	case o.compare:
		err = j.measure(ctx)
	case o.listFile != "":
		err = j.watched(ctx, j.check)
	default:
		err = j.watched(ctx, j.sums)
	}
	return j.exitCode(ctx, err)
}
