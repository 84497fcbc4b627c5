package main

import (
	"context"
	"errors"
	"io"
)

// errInterrupted is what reading returns when the user ended it. It is no
// failure of the file, and no line is printed for it.
var errInterrupted = errors.New("interrupted")

// interruptible opens a reader whose Read returns errInterrupted as soon as ctx
// ends, even if what is behind it is a terminal where nobody types or a pipe
// that nobody opens.
//
// A goroutine of its own reads; it ends with the first call of open or Read that
// returns after ctx has ended or the reader is closed.
func interruptible(ctx context.Context, open func() (io.ReadCloser, error)) io.ReadCloser {
	in, out := io.Pipe()
	go func() {
		r, err := open()
		if err == nil {
			_, err = io.Copy(out, r)
			_ = r.Close()
		}
		out.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { in.CloseWithError(errInterrupted) })
	return in
}
