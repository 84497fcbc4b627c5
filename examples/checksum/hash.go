package main

import (
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"io"
	"os"
	"sync"
	"syscall"
	"time"

	"github.com/zeebo/xxh3"
	"golang.org/x/crypto/blake2b"
)

// An algorithm is a way to hash.
type algorithm struct {
	size int              // of a digest, in bytes
	tag  string           // its name in a list in the format of BSD
	new  func() hash.Hash // Sum appends the digest in the order in which it is printed
}

var algorithms = map[string]algorithm{
	"sha256":  {sha256.Size, "SHA256", sha256.New},
	"sha512":  {sha512.Size, "SHA512", sha512.New},
	"blake2b": {blake2b.Size, "BLAKE2b", newBLAKE2b},               // BLAKE2b-512, as b2sum
	"xxh3":    {8, "XXH3", func() hash.Hash { return xxh3.New() }}, // 64 bits, big endian: the canonical form
}

func newBLAKE2b() hash.Hash {
	h, err := blake2b.New512(nil)
	if err != nil {
		panic(err) // without a key there is nothing that can fail
	}
	return h
}

// bufferSize is how much is read at a time: enough to make the cost of a call
// vanish, and little enough that Ctrl-C, which is looked at between two reads,
// is felt at once.
const bufferSize = 256 << 10

// A hasher hashes files. It is safe for concurrent use, and holds one buffer for
// each file that is being hashed, whatever the size of the file.
type hasher struct {
	scratch sync.Pool   // of *scratch
	read    func(n int) // told of every read
}

type scratch struct {
	hash   hash.Hash
	buffer []byte
}

func newHasher(a algorithm, read func(n int)) *hasher {
	return &hasher{
		scratch: sync.Pool{New: func() any { return &scratch{a.new(), make([]byte, bufferSize)} }},
		read:    read,
	}
}

// file returns the digest of the file at path, or errInterrupted when ctx or run
// ended before all was read.
func (h *hasher) file(ctx, run context.Context, path string) ([]byte, error) {
	if ctx.Err() != nil || run.Err() != nil {
		return nil, errInterrupted
	}
	// O_NONBLOCK: a pipe which took the place of a file must not block here.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	// A read from a pipe or a terminal ends with ctx; that from a file is short.
	defer context.AfterFunc(ctx, func() { _ = f.SetReadDeadline(time.Unix(1, 0)) })()
	return h.sum(ctx, run, f)
}

// sum is file for what has already been opened.
func (h *hasher) sum(ctx, run context.Context, r io.Reader) ([]byte, error) {
	s := h.scratch.Get().(*scratch)
	defer h.scratch.Put(s)
	s.hash.Reset()
	for {
		n, err := r.Read(s.buffer)
		s.hash.Write(s.buffer[:n])
		h.read(n)
		switch {
		case err == io.EOF:
			return s.hash.Sum(nil), nil
		case ctx.Err() != nil || run.Err() != nil:
			return nil, errInterrupted
		case err != nil:
			return nil, err
		}
	}
}
