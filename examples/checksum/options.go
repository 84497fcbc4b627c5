package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
)

const usage = `usage: checksum [-j n] [-unordered] [-algo name] DIR...
       checksum [-j n] [-unordered] [-algo name] -check FILE
       checksum [-j n] [-algo name] -compare DIR...

Print the checksum of every regular file below the directories, in the order of
the walk, or verify such a list. FILE may be - for the standard input.

  -j n          hash n files at a time (default: the number of CPUs)
  -unordered    print each result as soon as it is there
  -algo name    sha256 (default), sha512, blake2b or xxh3
  -check FILE   verify the list in FILE, as sha256sum -c does
  -compare      also measure a plain loop, one file after another

Exit codes: 0 all is well; 1 a file could not be read or did not match, or the
output could not be written; 2 bad usage or a missing directory, nothing was
hashed; 130 interrupted; 141 the reader of the output has gone.
`

var errHelp = flag.ErrHelp

// options is the command line, understood and found valid.
type options struct {
	jobs      int
	unordered bool
	compare   bool
	algo      algorithm
	listFile  string   // the list to verify; empty: hash dirs
	dirs      []string // every one of them exists
}

// parse returns what args ask for. Its errors are meant for the user and say
// what to change.
func parse(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("checksum", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	// Hashing is bound by the CPU as soon as the files are cached or the disk
	// is fast. GOMAXPROCS knows the limits of a container.
	f.IntVar(&o.jobs, "j", runtime.GOMAXPROCS(0), "")
	f.BoolVar(&o.unordered, "unordered", false, "")
	f.BoolVar(&o.compare, "compare", false, "")
	f.StringVar(&o.listFile, "check", "", "")
	algo := f.String("algo", "sha256", "")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	o.dirs = f.Args()

	var known bool
	o.algo, known = algorithms[*algo]
	switch {
	case o.jobs < 1:
		return o, fmt.Errorf("-j must be at least 1, got %d", o.jobs)
	case !known:
		return o, fmt.Errorf("-algo must be sha256, sha512, blake2b or xxh3, got %q", *algo)
	case o.listFile != "" && (o.compare || len(o.dirs) > 0):
		return o, errors.New("-check takes neither -compare nor directories")
	case o.listFile == "" && len(o.dirs) == 0:
		return o, errors.New("no directory given")
	case o.compare && o.unordered:
		return o, errors.New("-compare takes no -unordered: it compares the outputs")
	}
	return o, exist(o.dirs)
}

// exist returns an error for the first of paths that is neither a directory nor
// a regular file. A name on the command line may be a symbolic link to one:
// whoever types it means what it points to.
func exist(paths []string) error {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return describe(err)
		}
		if !info.IsDir() && !info.Mode().IsRegular() {
			return describe(&fs.PathError{Path: path, Err: errors.New("neither a directory nor a regular file")})
		}
	}
	return nil
}
