package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"

	"golang.org/x/term"
)

const usage = `usage: etl generate [-rows n] [-seed n] [-bad percent] CSV
       etl load [-j n] [-batch n] [-rejects FILE] CSV DATABASE

generate writes a CSV file of orders, some of them bad. load stores it in the table
orders of a database: the path of an SQLite file, or postgres://... A row whose id
is there already is brought up to date, so a load can be killed and started again.

  -rows n         how many rows (default: 1000000)
  -seed n         the same seed gives the same file (default: 1)
  -bad percent    how many of the rows are bad (default: 2)

  -j n            validate n rows at a time (default: the number of CPUs)
  -batch n        store n rows in a transaction (default: 1000)
  -rejects FILE   where the bad rows go (default: CSV.rejects.csv)

Exit codes: 0 all rows are stored or among the rejects; 1 a file or the database
failed; 2 bad usage, nothing was done; 130 interrupted.
`

var errHelp = flag.ErrHelp

// A command does what the command line asks for, and returns what there is to say of it.
type command func(ctx context.Context) (said string, err error)

// parse returns what args ask for. Its errors are meant for the user and say
// what to change.
func parse(args []string, stderr io.Writer) (command, error) {
	if len(args) == 0 {
		return nil, errors.New("generate or load?")
	}
	switch args[0] {
	case "generate":
		return parseGenerate(args[1:])
	case "load":
		return parseLoad(args[1:], stderr)
	case "-h", "-help", "--help", "help":
		return nil, errHelp
	default:
		return nil, fmt.Errorf("generate or load, not %q", args[0])
	}
}

func parseGenerate(args []string) (command, error) {
	var g generator
	f := newFlags()
	f.IntVar(&g.rows, "rows", 1_000_000, "")
	f.Uint64Var(&g.seed, "seed", 1, "")
	f.Float64Var(&g.bad, "bad", 2, "")
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	g.path = f.Arg(0)
	switch {
	case f.NArg() != 1:
		return nil, fmt.Errorf("generate takes one CSV file, got %d arguments", f.NArg())
	case g.path == "":
		return nil, errors.New("the CSV file needs a name")
	case g.rows < 0:
		return nil, fmt.Errorf("-rows must not be negative, got %d", g.rows)
	case math.IsNaN(g.bad) || g.bad < 0 || g.bad > 100:
		return nil, fmt.Errorf("-bad must be between 0 and 100, got %v", g.bad)
	}
	return g.run, nil
}

func parseLoad(args []string, stderr io.Writer) (command, error) {
	j := &job{screen: terminal(stderr)}
	f := newFlags()
	f.IntVar(&j.jobs, "j", runtime.GOMAXPROCS(0), "")
	f.IntVar(&j.batch, "batch", 1000, "")
	f.StringVar(&j.rejects, "rejects", "", "")
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	j.csv = f.Arg(0)
	if j.rejects == "" {
		j.rejects = j.csv + ".rejects.csv"
	}
	switch {
	case f.NArg() != 2:
		return nil, fmt.Errorf("load takes a CSV file and a database, got %d arguments", f.NArg())
	case j.jobs < 1:
		return nil, fmt.Errorf("-j must be at least 1, got %d", j.jobs)
	case j.batch < 1:
		return nil, fmt.Errorf("-batch must be at least 1, got %d", j.batch)
	}
	if info, err := os.Stat(j.csv); err != nil {
		return nil, err
	} else if info.IsDir() {
		return nil, fmt.Errorf("%s is a directory", j.csv)
	}
	var err error
	j.db, err = newDatabase(f.Arg(1))
	return j.run, err
}

// terminal returns w if it is a terminal, or nil.
func terminal(w io.Writer) io.Writer {
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return w
	}
	return nil
}

func newFlags() *flag.FlagSet {
	f := flag.NewFlagSet("etl", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	return f
}
