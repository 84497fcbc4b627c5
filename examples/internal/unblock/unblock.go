// Package unblock lets programs end though what they read blocks.
package unblock

import (
	"context"
	"io"

	"github.com/seed-09178888/leat/source"
)

// Opener is a [source.Opener] of a [Pipe], whose Read ends when the run is over.
func Opener(open func() (io.ReadCloser, error)) source.Opener {
	return func(context.Context) (io.ReadCloser, error) { return Pipe(open), nil }
}

// Pipe is what open returns, but its Read ends when it is closed, even if what is
// behind it is a terminal where nobody types or a named pipe that nobody opens.
//
// A goroutine of its own opens and reads. It ends with the first call that returns after that.
func Pipe(open func() (io.ReadCloser, error)) *io.PipeReader {
	in, out := io.Pipe()
	go func() {
		r, err := open()
		if err == nil {
			_, err = io.Copy(out, r)
			_ = r.Close()
		}
		out.CloseWithError(err)
	}()
	return in
}
