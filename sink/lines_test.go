package sink_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestLines(t *testing.T) {
	t.Run("writes every value and a line feed", func(t *testing.T) {
		var out strings.Builder
		w, err := stream.Of("ab", "", "c\n").Into(t.Context(), sink.Lines(&out))
		require.NoError(t, err)
		assert.Equal(t, "ab\n\nc\n\n", out.String())
		assert.Equal(t, sink.Written{Elements: 3, Bytes: 7}, w)
	})
	t.Run("gathers up to Buffer bytes for a Write", func(t *testing.T) {
		for n, writes := range map[int]int{1: 10, 2: 10, 3: 5, 4: 5, 5: 4, 19: 1, 20: 1, 1000: 1} {
			d := disk{room: 1000}
			_, err := ints(10).Map(digit).Into(t.Context(), sink.Lines(&d, sink.Buffer(n)))
			require.NoError(t, err)
			assert.Equal(t, "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", d.text)
			assert.Equal(t, writes, d.writes, "Buffer(%d)", n)
		}
		d := disk{room: 1 << 20}
		_, err := ints(20_000).Map(digit).Into(t.Context(), sink.Lines(&d))
		require.NoError(t, err)
		assert.Equal(t, 2, d.writes, "40000 bytes, 32768 at a time")
	})
	t.Run("with Buffer(1) an element is there before the next is pulled", func(t *testing.T) {
		d := disk{room: 1000}
		_, err := ints(5).Map(func(v int) string {
			assert.Len(t, d.text, 2*v)
			return digit(v)
		}).Into(t.Context(), sink.Lines(&d, sink.Buffer(1)))
		require.NoError(t, err)
	})
	t.Run("of an empty stream writes nothing", func(t *testing.T) {
		d := disk{}
		w, err := stream.Empty[string]().Into(t.Context(), sink.Lines(&d))
		require.NoError(t, err)
		assert.Zero(t, w)
		assert.Zero(t, d.writes)
	})
	t.Run("a panic drops what has been gathered, and no more", func(t *testing.T) {
		d := disk{room: 1000}
		assert.Panics(t, func() {
			_, _ = ints(9).Map(func(v int) string {
				if v == 5 {
					panic(errBoom)
				}
				return digit(v)
			}).Into(t.Context(), sink.Lines(&d, sink.Buffer(4)))
		})
		assert.Equal(t, "0\n1\n2\n3\n", d.text)
	})
}

func digit(v int) string { return fmt.Sprint(v % 10) }

func ExampleLines() {
	written, err := stream.Of("one", "two").Into(context.Background(), sink.Lines(os.Stdout))
	fmt.Printf("%+v %v\n", written, err)
	// Output:
	// one
	// two
	// {Elements:2 Bytes:8} <nil>
}

func ExampleLines_gzip() {
	var file bytes.Buffer
	zip := gzip.NewWriter(&file)
	_, err := stream.Of("one", "two").Into(context.Background(), sink.Lines(zip))
	err = errors.Join(err, zip.Close()) // writes what it has gathered

	unzip, _ := gzip.NewReader(&file)
	text, _ := io.ReadAll(unzip)
	fmt.Printf("%q %v\n", text, err)
	// Output: "one\ntwo\n" <nil>
}
