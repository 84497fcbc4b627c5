package sink_test

import (
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

// lying says that it has written more than it was given, or less than nothing.
type lying int

func (n lying) Write([]byte) (int, error) { return int(n), nil }

func TestWritten(t *testing.T) {
	elements := []string{"", "abc", "d", "", "efghi"}
	whole := strings.Join(elements, "\n") + "\n"
	t.Run("says what a writer has taken that fails after any number of bytes", func(t *testing.T) {
		for _, buffer := range []int{1, 3, 5, 100} {
			for room := range len(whole) {
				for _, short := range []bool{false, true} {
					d := disk{room: room, short: short}
					w, err := stream.Iter(elements).Into(t.Context(), sink.Lines(&d, sink.Buffer(buffer)))
					require.Equal(t, whole[:room], d.text)
					require.Equal(t, sink.Written{Elements: strings.Count(d.text, "\n"), Bytes: int64(room)}, w)
					require.EqualError(t, err, fmt.Sprintf("sink: Lines: element %d: %v", w.Elements, errors.Unwrap(err)))
					want := errFull
					if short {
						want = io.ErrShortWrite
					}
					require.ErrorIs(t, err, want)
				}
			}
		}
	})
	t.Run("a writer that has failed is left alone", func(t *testing.T) {
		d := disk{room: 1}
		_, err := ints(9).Map(digit).Into(t.Context(), sink.Lines(&d, sink.Buffer(4)))
		assert.ErrorIs(t, err, errFull)
		assert.Equal(t, 1, d.writes)
	})
	t.Run("the elements before an error of the stream are written", func(t *testing.T) {
		d := disk{room: 1000}
		w, err := ints(9).TryMap(failAt(4)).Map(digit).Into(t.Context(), sink.Lines(&d))
		assert.Equal(t, errBoom, err)
		assert.Equal(t, "0\n1\n2\n3\n", d.text)
		assert.Equal(t, sink.Written{Elements: 4, Bytes: 8}, w)
	})
	t.Run("both errors are told if that fails too", func(t *testing.T) {
		d := disk{room: 5}
		w, err := ints(9).TryMap(failAt(4)).Map(digit).Into(t.Context(), sink.Lines(&d))
		assert.EqualError(t, err, "boom\nsink: Lines: element 2: disk full")
		assert.ErrorIs(t, err, errBoom)
		assert.ErrorIs(t, err, errFull)
		assert.Equal(t, sink.Written{Elements: 2, Bytes: 5}, w)
	})
	t.Run("the elements before the end of ctx are written", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		d := disk{room: 1000}
		w, err := ints(9).Inspect(func(v int) {
			if v == 4 {
				cancel(errBoom)
			}
		}).Map(digit).Into(ctx, sink.Lines(&d))
		assert.Equal(t, errBoom, err)
		assert.Len(t, d.text, 2*w.Elements)
		assert.GreaterOrEqual(t, w.Elements, 4)
		assert.Equal(t, "0\n1\n2\n3\n", d.text[:8])
	})
	t.Run("nothing is written if ctx had ended before", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errBoom)
		d := disk{room: 1000}
		w, err := stream.Of([]string{"a"}).Into(ctx, sink.CSV(&d, sink.Header("h")))
		assert.Equal(t, errBoom, err)
		assert.Zero(t, w)
		assert.Zero(t, d.writes)
	})
	t.Run("a writer cannot lie", func(t *testing.T) {
		for _, n := range []lying{-1, 3} {
			w, err := stream.Of("a").Into(t.Context(), sink.Lines(n))
			assert.EqualError(t, err, "sink: Lines: element 0: the writer returned an invalid count")
			assert.Zero(t, w)
		}
	})
}

func ExampleWritten() {
	d := disk{room: 10}
	s := stream.Of("first", "second", "third")
	written, err := s.Into(context.Background(), sink.Lines(&d))
	fmt.Println(written.Elements, "written:", err)

	written, err = s.Skip(written.Elements).Into(context.Background(), sink.Lines(os.Stdout))
	fmt.Println(written.Elements, "written:", err)
	// Output:
	// 1 written: sink: Lines: element 1: disk full
	// second
	// third
	// 2 written: <nil>
}
