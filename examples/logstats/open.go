package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"os"

	"github.com/seed-09178888/leat/examples/internal/unblock"
	"github.com/seed-09178888/leat/source"
)

// open is the file of that name, or the standard input, decompressed if it is gzip's.
func (j *job) open(name string) source.Opener {
	return unblock.Opener(func() (io.ReadCloser, error) {
		if name == stdinName {
			return inflated(io.NopCloser(j.stdin))
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		return inflated(f)
	})
}

// inflated returns what is in r, whatever its name: a file that begins as gzip's do is decompressed.
func inflated(r io.ReadCloser) (io.ReadCloser, error) {
	plain := bufio.NewReader(r)
	if magic, _ := plain.Peek(2); !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return readCloser{plain, r}, nil // the error, if there is one, comes again
	}
	z, err := gzip.NewReader(plain)
	if err != nil {
		_ = r.Close()
		return nil, err
	}
	return readCloser{z, r}, nil
}

type readCloser struct {
	io.Reader
	io.Closer
}
