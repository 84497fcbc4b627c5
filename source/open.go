package source

import (
	"context"
	"errors"
	"io"
	"os"
)

// An Opener is an input that each run opens for itself and closes before it is over, on every way
// out: the end, an error, an early stop, the end of ctx, a panic, Goexit. So the
// stream can be run again, also concurrently. It stands where a source takes a reader:
//
//	orders := source.JSONL[Order](source.Open("orders.jsonl"))
//	prices := source.CSV[Price](source.Opener(func(ctx context.Context) (io.ReadCloser, error) { return get(ctx, url) }))
//
// Its context ends with the run. When it does, what was opened is closed at once, also while a Read
// is blocked, to end that: files, pipes, connections and bodies of HTTP allow it.
//
// An error of the Opener is the only element, as it is. One of Close is the last, if nothing else has failed.
type Opener func(context.Context) (io.ReadCloser, error)

// Open is the Opener of a file.
func Open(name string) Opener {
	notEmpty("Open", "name", name)
	return func(context.Context) (io.ReadCloser, error) {
		f, err := os.Open(name)
		if err != nil {
			return nil, err // not a nil *os.File
		}
		return f, nil
	}
}

// Read only fails. It lets an Opener stand where a reader does; what is to be read belongs to a run.
func (open Opener) Read([]byte) (int, error) {
	return 0, errors.New("source: an Opener is read by the sources of this package only")
}
