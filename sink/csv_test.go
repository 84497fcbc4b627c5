package sink_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestCSV(t *testing.T) {
	records := [][]string{{"a", "b"}, {""}, {"", ""}, {"q\"q", "l\nf", "x;y", "x,y"}, {" "}}
	t.Run("what is written reads back", func(t *testing.T) {
		for _, opts := range [][]sink.Option{nil, {sink.Comma(';')}, {sink.Buffer(1), sink.Comma('\t')}} {
			var out strings.Builder
			w, err := stream.Iter(records).Into(t.Context(), sink.CSV(&out, opts...))
			require.NoError(t, err)
			assert.Equal(t, sink.Written{Elements: len(records), Bytes: int64(out.Len())}, w)
			r := csv.NewReader(strings.NewReader(out.String()))
			r.FieldsPerRecord = -1
			switch len(opts) {
			case 1:
				r.Comma = ';'
			case 2:
				r.Comma = '\t'
			}
			got, err := r.ReadAll()
			require.NoError(t, err)
			assert.Equal(t, records, got)
		}
	})
	t.Run("the header is the first record and no element", func(t *testing.T) {
		d, fields := disk{room: 1000}, []string{"id", "a,b"}
		k := sink.CSV(&d, sink.Header(fields...))
		fields[0] = "changed"
		w, err := stream.Of([]string{"1", "2"}).Into(t.Context(), k)
		require.NoError(t, err)
		assert.Equal(t, "id,\"a,b\"\n1,2\n", d.text)
		assert.Equal(t, sink.Written{Elements: 1, Bytes: 13}, w)
	})
	t.Run("the header is written also for no elements, and before an error", func(t *testing.T) {
		d := disk{room: 1000}
		w, err := stream.Empty[[]string]().Into(t.Context(), sink.CSV(&d, sink.Header("id")))
		require.NoError(t, err)
		assert.Equal(t, sink.Written{Bytes: 3}, w)
		_, err = stream.Fail[[]string](errBoom).Into(t.Context(), sink.CSV(&d, sink.Header("id")))
		assert.Equal(t, errBoom, err)
		assert.Equal(t, "id\nid\n", d.text)
	})
	t.Run("a full disk: the place is the header, or an element", func(t *testing.T) {
		for room, want := range map[int]string{
			0: "header", 2: "header", 3: "element 0", 4: "element 0", 5: "element 1", 6: "element 1",
		} {
			w, err := stream.Of([]string{"1"}, []string{"2"}).Into(t.Context(), sink.CSV(&disk{room: room}, sink.Header("id")))
			assert.EqualError(t, err, "sink: CSV: "+want+": disk full")
			assert.Equal(t, int64(room), w.Bytes)
		}
	})
	t.Run("a record has fields", func(t *testing.T) {
		d := disk{room: 1000}
		w, err := stream.Of([]string{"1"}, nil, []string{"2"}).Into(t.Context(), sink.CSV(&d))
		assert.EqualError(t, err, "sink: CSV: element 1: the record has no fields")
		assert.Equal(t, "1\n", d.text)
		assert.Equal(t, 1, w.Elements)
	})
}

func ExampleCSV() {
	record := func(u user) []string { return []string{u.Name, fmt.Sprint(u.Age)} }

	_, err := stream.Of(user{"Ann", 30}, user{"Lee, Bob", 41}).Into(context.Background(), sink.CSV(os.Stdout).With(record))
	fmt.Println(err)
	// Output:
	// Ann,30
	// "Lee, Bob",41
	// <nil>
}

func ExampleHeader() {
	table := sink.CSV(os.Stdout, sink.Header("name", "age"))

	_, err := stream.Of([]string{"Ann", "30"}).Into(context.Background(), table)
	fmt.Println(err)
	// Output:
	// name,age
	// Ann,30
	// <nil>
}

func ExampleComma() {
	_, _ = stream.Of([]string{"1,5", "2"}).Into(context.Background(), sink.CSV(os.Stdout, sink.Comma(';')))
	// Output: 1,5;2
}
