package cookbook_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// packedJSONL is sink.JSONL behind a compressor. What Close has to say counts: it writes the end.
func packedJSONL(w io.Writer, opts ...sink.Option) sink.Sink[order, sink.Written] {
	return func(ctx context.Context, s stream.Stream[order]) (sink.Written, error) {
		z, err := zstd.NewWriter(w)
		if err != nil {
			return sink.Written{}, err
		}
		written, err := s.Into(ctx, sink.JSONL[order](z, opts...))
		return written, errors.Join(err, z.Close())
	}
}

// unpack opens a file behind a decompressor.
func unpack(name string) source.Opener {
	return func(context.Context) (io.ReadCloser, error) {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		z, err := zstd.NewReader(file)
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		return both{z, file}, nil
	}
}

// both reads from the decompressor, and closes it and the file.
type both struct {
	*zstd.Decoder
	file io.Closer
}

func (b both) Close() error { b.Decoder.Close(); return b.file.Close() }

func Example_compressed() {
	ctx := context.Background()
	folder, _ := os.MkdirTemp("", "orders")
	defer os.RemoveAll(folder)
	name := filepath.Join(folder, "orders.jsonl.zst")

	written, err := stream.Of(order{1, 2.5}, order{2, 8}).Into(ctx, sink.File(name, packedJSONL))
	fmt.Println(written, err)

	orders, err := source.JSONL[order](unpack(name), source.Name(name)).Buffered(4).TryCollect(ctx)
	fmt.Println(orders, err)
	// Output:
	// {2 40} <nil>
	// [{1 2.5} {2 8}] <nil>
}
