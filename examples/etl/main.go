// Command etl loads a CSV file of orders into a database, SQLite or PostgreSQL.
//
//	etl generate [-rows n] [-seed n] [-bad percent] CSV
//	etl load [-j n] [-batch n] [-rejects FILE] CSV DATABASE
//
// Rows that are no orders go to a rejects file, each with its line, column and reason.
// It can be killed at any moment and started again: it ends with the same rows
// and the same rejects. The chain that does it is in load.go: begin there.
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
	exitOK          = 0   // all rows are in the database or among the rejects
	exitFailed      = 1   // a file or the database failed
	exitUsage       = 2   // nothing was done: a bad flag, or a CSV file that is missing
	exitInterrupted = 130 // SIGINT or SIGTERM: what was under way has been stored
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second Ctrl-C kills
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the program without its process: it returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	do, err := parse(args, stderr)
	switch {
	case errors.Is(err, errHelp):
		fmt.Fprint(stdout, usage)
		return exitOK
	case err != nil:
		fmt.Fprintf(stderr, "etl: %v. Try 'etl -h' for help.\n", err)
		return exitUsage
	}
	said, err := do(ctx)
	if err != nil {
		fmt.Fprintf(stderr, "etl: %v\n", err)
	}
	if said != "" {
		fmt.Fprintf(stderr, "etl: %s\n", said)
	}
	switch {
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	case err != nil:
		return exitFailed
	default:
		return exitOK
	}
}

// errInterrupted is how a run ends that the user has ended.
var errInterrupted = errors.New("interrupted")
