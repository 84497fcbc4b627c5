package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
)

const usage = `usage: thumbnails [-j n] [-size px] [-quality q] [-max-pixels n] [-force] FROM TO

Make a JPEG of at most px by px pixels of every picture (JPEG, PNG, GIF, WebP,
BMP, TIFF) below the folder FROM, in the folder TO: holiday/sea.png becomes
holiday/sea.png.jpg. One that is newer than its picture is left as it is.

  -j n            so many pictures at a time (default: the number of CPUs)
  -size px        width and height of the square that it fits into (default 256)
  -quality q      of the JPEG, 1 to 100 (default 85)
  -max-pixels n   what is larger is refused unread, in millions (default 200)
  -force          make all anew

Exit codes: 0 all is well; 1 a picture could not be read or its thumbnail not
be written; 2 bad usage, nothing was done; 130 interrupted: what was finished
is there; 141 the reader of the output has gone.
`

// options is the command line, understood and found valid.
type options struct {
	jobs, size, quality, megapixels int
	force                           bool
	from, to                        string
}

// parse returns what args ask for. Its errors are meant for the user.
func parse(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("thumbnails", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.IntVar(&o.jobs, "j", runtime.GOMAXPROCS(0), "")
	f.IntVar(&o.size, "size", 256, "")
	f.IntVar(&o.quality, "quality", 85, "")
	f.IntVar(&o.megapixels, "max-pixels", 200, "")
	f.BoolVar(&o.force, "force", false, "")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	for _, flag := range []struct {
		name      string
		v, lo, hi int
	}{
		{"-j", o.jobs, 1, 1 << 16}, {"-size", o.size, 1, 1 << 14}, {"-quality", o.quality, 1, 100}, {"-max-pixels", o.megapixels, 1, 1 << 20},
	} {
		if flag.v < flag.lo || flag.v > flag.hi {
			return o, fmt.Errorf("%s must be from %d to %d, got %d", flag.name, flag.lo, flag.hi, flag.v)
		}
	}
	if f.NArg() != 2 {
		return o, fmt.Errorf("two folders are needed, FROM and TO, got %d", f.NArg())
	}
	o.from, o.to = f.Arg(0), f.Arg(1)
	if info, err := os.Stat(o.from); err != nil {
		return o, err
	} else if !info.IsDir() {
		return o, errors.New(o.from + " is no folder")
	}
	return o, nil
}
