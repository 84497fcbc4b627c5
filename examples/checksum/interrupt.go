package main

import (
	"context"
	"errors"
	"io"

	"github.com/seed-09178888/leat/examples/internal/unblock"
)

// errInterrupted is what reading returns when the user ended it. It is no
// failure of the file, and no line is printed for it.
var errInterrupted = errors.New("interrupted")

// interruptible opens a reader whose Read returns errInterrupted as soon as ctx
// ends, whatever blocks behind it.
func interruptible(ctx context.Context, open func() (io.ReadCloser, error)) io.ReadCloser {
	in := unblock.Pipe(open)
	context.AfterFunc(ctx, func() { in.CloseWithError(errInterrupted) })
	return in
}
