// Command rustport shows the patterns of "Processing concurrently and in
// parallel with Rust streams" (Will Jones, 2023) as leat chains that do real
// work: they fetch documents from a server on this machine, hash, and count words.
//
//	rustport [-j n] [-docs n] [-delay d]
//
// The chains are in patterns.go, the Rust above each: begin there.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // the second Ctrl-C kills
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the program without its process: it returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("rustport", flag.ContinueOnError)
	flags.SetOutput(stderr)
	n := flags.Int("j", 10, "fetch so many documents at a time")
	docs := flags.Int("docs", 100, "number of documents")
	delay := flags.Duration("delay", 20*time.Millisecond, "how long the server takes for one")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	if *n < 1 || *docs < 1 || *delay < 0 || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "rustport: -j and -docs must be at least 1, -delay not negative, and there are no arguments")
		return 2
	}

	l, err := newLibrary(*delay)
	if err != nil {
		fmt.Fprintf(stderr, "rustport: %v\n", err)
		return 1
	}
	defer l.close()
	switch err := report(ctx, stdout, l, names(*docs), *n); {
	case ctx.Err() != nil:
		return 130
	case err != nil:
		fmt.Fprintf(stderr, "rustport: %v\n", err)
		return 1
	}
	return 0
}

// report runs one pattern after the other, and prints a line about each.
func report(ctx context.Context, out io.Writer, l *library, names []string, n int) error {
	fmt.Fprintf(out, "%d documents, %d at a time, from a server that takes %v for each; %d processors\n\n", len(names), n, l.delay, runtime.GOMAXPROCS(0))
	var failed error
	line := func(name string, f func() (string, error)) {
		if failed != nil {
			return
		}
		start := time.Now()
		var found string
		if found, failed = f(); failed == nil {
			_, failed = fmt.Fprintf(out, "%-24s %8v  %s\n", name, time.Since(start).Round(time.Millisecond), found)
		}
	}

	var docs []document
	line("one by one", func() (found string, err error) {
		docs, err = oneByOne(ctx, l.fetch, names)
		return bytesOf(docs), err
	})
	line("concurrently", func() (found string, err error) {
		docs, err = concurrently(ctx, l.fetch, names, n)
		return bytesOf(docs), err
	})
	line("order does not matter", func() (string, error) {
		docs, err := orderDoesNotMatter(ctx, l.fetch, names, n)
		return bytesOf(docs), err
	})
	line("a loop that computes", func() (string, error) {
		sums, err := loop(ctx, docs)
		return sums.String(), err
	})
	line("in parallel", func() (string, error) {
		sums, err := inParallel(ctx, docs)
		return sums.String(), err
	})
	line("shared data", func() (string, error) {
		index, err := sharedData(ctx, docs)
		return index.String(), err
	})
	line("no lifetimes, no boxes", func() (string, error) {
		docs, err := noBoxes(ctx, l.fetch, names, n, true)
		return bytesOf(docs), err
	})
	return failed
}

func bytesOf(docs []document) string {
	total := 0
	for _, d := range docs {
		total += len(d.text)
	}
	return fmt.Sprintf("%d documents, %d bytes", len(docs), total)
}
