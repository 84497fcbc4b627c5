package sink_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

// exploding is a value whose encoding panics.
type exploding struct{}

func (exploding) MarshalJSON() ([]byte, error) { panic(errBoom) }

func TestJSONL(t *testing.T) {
	t.Run("writes a line for every value, which reads back", func(t *testing.T) {
		want := []any{nil, 1.5, "a\nb <&> \u2028", []any{"x"}, map[string]any{"k": true}}
		var out strings.Builder
		w, err := stream.Iter(want).Into(t.Context(), sink.JSONL[any](&out))
		require.NoError(t, err)
		assert.Equal(t, sink.Written{Elements: 5, Bytes: int64(out.Len())}, w)
		assert.Contains(t, out.String(), "<&>")
		var got []any
		for line := range strings.Lines(out.String()) {
			var v any
			require.NoError(t, json.Unmarshal([]byte(line), &v))
			got = append(got, v)
		}
		assert.Equal(t, want, got)
	})
	t.Run("stops at a value that cannot be encoded, and has written those before it", func(t *testing.T) {
		d := disk{room: 1000}
		w, err := stream.Of(1, 2, math.NaN(), 4).Into(t.Context(), sink.JSONL[float64](&d))
		require.ErrorContains(t, err, "sink: JSONL: element 2: json: unsupported value: NaN")
		assert.Equal(t, "1\n2\n", d.text)
		assert.Equal(t, sink.Written{Elements: 2, Bytes: 4}, w)
	})
	t.Run("a value that panics halfway is a panic of the stream", func(t *testing.T) {
		d := disk{room: 1000}
		assert.Panics(t, func() { _, _ = stream.Of[any](1, exploding{}).Into(t.Context(), sink.JSONL[any](&d)) })
		assert.Empty(t, d.text)
	})
	t.Run("says which element a full disk has not taken", func(t *testing.T) {
		_, err := ints(10).Into(t.Context(), sink.JSONL[int](&disk{room: 7}))
		assert.EqualError(t, err, "sink: JSONL: element 3: disk full")
	})
}

func ExampleJSONL() {
	_, err := stream.Of(user{"Ann", 30}, user{"Bob", 41}).Into(context.Background(), sink.JSONL[user](os.Stdout))
	fmt.Println(err)
	// Output:
	// {"Name":"Ann","Age":30}
	// {"Name":"Bob","Age":41}
	// <nil>
}
