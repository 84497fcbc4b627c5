package main

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAlgorithms(t *testing.T) {
	// From FIPS 180-4, RFC 7693 and the test vectors of xxHash.
	for name, want := range map[string]string{
		"sha256":  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		"sha512":  "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
		"blake2b": "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
		"xxh3":    "78af5f94892f3950",
	} {
		t.Run(name+" of abc", func(t *testing.T) {
			h := newHasher(algorithms[name], func(int) {})
			for range 2 { // the second time in a used buffer
				digest, err := h.sum(t.Context(), t.Context(), strings.NewReader("abc"))
				require.NoError(t, err)
				assert.Equal(t, want, hex.EncodeToString(digest))
				assert.Len(t, digest, algorithms[name].size)
			}
		})
	}
	t.Run("xxh3 of nothing", func(t *testing.T) {
		digest, err := newHasher(algorithms["xxh3"], func(int) {}).sum(t.Context(), t.Context(), strings.NewReader(""))
		require.NoError(t, err)
		assert.Equal(t, "2d06800538d394c2", hex.EncodeToString(digest))
	})
}

func TestHasher(t *testing.T) {
	h := newHasher(algorithms["sha256"], func(int) {})

	t.Run("reads to the end, however short the reads, and counts them", func(t *testing.T) {
		text, total := strings.Repeat("0123456789", bufferSize/5), 0
		h := newHasher(algorithms["sha256"], func(n int) { total += n })
		want, err := h.sum(t.Context(), t.Context(), strings.NewReader(text))
		require.NoError(t, err)
		assert.Equal(t, len(text), total)
		got, err := h.sum(t.Context(), t.Context(), iotest.DataErrReader(iotest.HalfReader(strings.NewReader(text))))
		require.NoError(t, err)
		assert.Equal(t, want, got)
	})

	t.Run("reads a fixed buffer at a time", func(t *testing.T) {
		most := 0
		_, err := h.sum(t.Context(), t.Context(), readerFunc(func(p []byte) (int, error) {
			most = max(most, len(p))
			return 0, io.EOF
		}))
		require.NoError(t, err)
		assert.Equal(t, 256<<10, most)
	})

	t.Run("a read error is returned, not taken for the end", func(t *testing.T) {
		broken := errors.New("input/output error")
		_, err := h.sum(t.Context(), t.Context(), io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(broken)))
		assert.ErrorIs(t, err, broken)
	})

	t.Run("gives up between two reads when ctx or the run ends", func(t *testing.T) {
		for _, i := range []int{0, 1} {
			ctx, cancel := context.WithCancel(t.Context())
			contexts, reads := [2]context.Context{t.Context(), t.Context()}, 0
			contexts[i] = ctx
			_, err := h.sum(contexts[0], contexts[1], readerFunc(func(p []byte) (int, error) {
				if reads++; reads == 3 {
					cancel()
				}
				return len(p), nil
			}))
			assert.ErrorIs(t, err, errInterrupted)
			assert.Equal(t, 3, reads)
		}
	})

	t.Run("a file that has been read to its end counts, even if ctx has ended", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := h.sum(ctx, ctx, readerFunc(func([]byte) (int, error) { cancel(); return 0, io.EOF }))
		assert.NoError(t, err)
	})

	t.Run("a pipe without a writer does not block, and the end of ctx wakes a read from one that is silent", func(t *testing.T) {
		fifo := t.TempDir() + "/fifo"
		require.NoError(t, syscall.Mkfifo(fifo, 0o600))
		_, err := h.file(t.Context(), t.Context(), fifo)
		require.NoError(t, err)

		writer, err := os.OpenFile(fifo, os.O_RDWR, 0)
		require.NoError(t, err)
		defer writer.Close()
		_, err = writer.WriteString("x")
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		silent := newHasher(algorithms["sha256"], func(int) { go cancel() })
		_, err = silent.file(ctx, t.Context(), fifo)
		assert.ErrorIs(t, err, errInterrupted)
	})

	t.Run("a directory has no checksum", func(t *testing.T) {
		_, err := h.file(t.Context(), t.Context(), t.TempDir())
		assert.ErrorContains(t, err, "is a directory")
	})

	t.Run("opens nothing when ctx or the run has ended", func(t *testing.T) {
		over, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := h.file(over, t.Context(), "missing")
		assert.ErrorIs(t, err, errInterrupted)
		_, err = h.file(t.Context(), over, "missing")
		assert.ErrorIs(t, err, errInterrupted)
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
