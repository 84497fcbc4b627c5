package source_test

import (
	"bytes"
	"context"
	"encoding/json/jsontext"
	"encoding/json/v2"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

type order struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
	Tags []any  `json:"tags"`
}

func TestJSONL(t *testing.T) {
	deep := strings.Repeat("[", 10_001)
	for _, c := range []struct {
		name string
		text string
		want []string // of an error the beginning
	}{
		{"of an empty text", "", nil},
		{"a value a line, the last without an end", "{\"id\":1}\n{\"id\":2,\"name\":\"b\"}\r\n{\"id\":3}", []string{"{1  []}", "{2 b []}", "{3  []}"}},
		{"blank lines and a byte order mark", "\ufeff{\"id\":1}\n\n \t\r\n{\"id\":2}\n\n", []string{"{1  []}", "{2  []}"}},
		{"nothing but a byte order mark", "\ufeff", nil},
		{"null is the zero value", "null\n", []string{"{0  []}"}},
		{"another type", "[1]\n{\"id\":2}", []string{"# line 1, column 1: json: ", "{2  []}"}},
		{"another type within", "{\"id\":1}\n{\"id\":\"x\"}\n{\"id\":3}", []string{"{1  []}", "# line 2, column 7: json: ", "{3  []}"}},
		{"a value that is cut off", "{\"id\":1}\n{\"id\":", []string{"{1  []}", "# line 2, column 7: jsontext: unexpected EOF"}},
		{"two values in a line", "{\"id\":1} {\"id\":2}\n{\"id\":3}", []string{"# line 1, column 10: jsontext: invalid character '{' after top-level value", "{3  []}"}},
		{"a value over two lines", "{\"id\":\n1}", []string{"# line 1, column 7: jsontext: unexpected EOF", "# line 2, column 1: json: "}},
		{"binary", "\x00\x01\n{\"id\":2}", []string{"# line 1, column 1: jsontext: invalid character '\\x00'", "{2  []}"}},
		{"invalid UTF-8", "{\"name\":\"\xff\"}\n{\"id\":2}", []string{"# line 1, column 10: jsontext: invalid UTF-8", "{2  []}"}},
		{"UTF-16", "\xff\xfe{\x00}\x00", []string{"# line 1, column 1: jsontext: invalid character '\\xff'"}},
		{"a name twice", "{\"id\":1,\"id\":2}\n{\"id\":2}", []string{"# line 1, column 9: jsontext: duplicate object member name \"id\"", "{2  []}"}},
		{"nested 10,000 deep", "{\"tags\":" + deep + "\n{\"id\":2}", []string{"# line 1, column 10008: jsontext: exceeded max depth", "{2  []}"}},
		{"a byte order mark that is not at the beginning", "{\"id\":1}\n\ufeff{\"id\":2}", []string{"{1  []}", "# line 2, column 1: jsontext: invalid character '\\ufeff'"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assertBegin(t, c.want, elements(t, source.JSONL[order](strings.NewReader(c.text))))
			assertBegin(t, c.want, elements(t, source.JSONL[order](strings.NewReader(c.text), source.Workers(2))))
		})
	}
	t.Run("a line over the limit is an error, and the next one follows", func(t *testing.T) {
		text := "{\"id\":1}\n{\"name\":\"" + strings.Repeat("x", 100_000) + "\"}\n{\"id\":3}"
		assert.Equal(t, []string{"{1  []}", "# x:2: longer than the limit of 9 bytes", "{3  []}"},
			elements(t, source.JSONL[order](strings.NewReader(text), source.MaxLine(9), source.Name("x"))))
	})
	t.Run("a line over the limit takes no memory, whatever is still to be decoded", func(t *testing.T) {
		xs := bytes.Repeat([]byte("x"), 4<<10)
		endless := io.LimitReader(readerFunc(func(p []byte) (int, error) { return copy(p, xs), nil }), 64<<20)
		before := allocated()
		got := elements(t, source.JSONL[int](io.MultiReader(strings.NewReader("1\n2\n"), endless, strings.NewReader("\n3\n"))).Buffered(4))
		assert.Less(t, allocated()-before, uint64(8<<20))
		assert.Equal(t, []string{"1", "2", "# line 3: longer than the limit of 1048576 bytes", "3"}, got)
	})
	t.Run("errors have the place and what the json package said", func(t *testing.T) {
		err := source.JSONL[order](strings.NewReader("{\"id\":1}\n{\"id\":x}")).Drain(t.Context())
		var at *source.Error
		var grammar *jsontext.SyntacticError
		require.ErrorAs(t, err, &at)
		require.ErrorAs(t, err, &grammar)
		assert.Equal(t, source.Error{Line: 2, Column: 7, Offset: 9 + 6, Err: at.Err}, *at)
	})
	t.Run("a byte order mark counts for the offset, not for the column", func(t *testing.T) {
		var at *source.Error
		require.ErrorAs(t, source.JSONL[order](strings.NewReader("\ufeff{\"id\":x}")).Drain(t.Context()), &at)
		assert.Equal(t, source.Error{Line: 1, Column: 7, Offset: 3 + 6, Err: at.Err}, *at)
	})
	t.Run("options of the json package are those that were given", func(t *testing.T) {
		opts := []json.Options{json.MatchCaseInsensitiveNames(true)}
		given := source.JSON(opts...)
		opts[0] = json.RejectUnknownMembers(true)
		assert.Equal(t, []string{"{1  []}", "{0  []}"}, elements(t, source.JSONL[order](strings.NewReader("{\"ID\":1}\n{\"nix\":2}"), given)))
	})
	t.Run("options of the json package", func(t *testing.T) {
		got := elements(t, source.JSONL[order](strings.NewReader("{\"ID\":1}\n{\"nix\":2}"),
			source.JSON(json.MatchCaseInsensitiveNames(true)), source.JSON(json.RejectUnknownMembers(true))))
		assertBegin(t, []string{"{1  []}", "# line 2, column 2: json: "}, got)
	})
}

// assertBegin compares elements; of an error, want is the beginning.
func assertBegin(t *testing.T, want, got []string) {
	t.Helper()
	if !assert.Len(t, got, len(want), "%q", got) {
		return
	}
	for i := range want {
		if strings.HasPrefix(want[i], "# ") {
			assert.Contains(t, got[i], want[i])
		} else {
			assert.Equal(t, want[i], got[i])
		}
	}
}

// A slowly is decoded slowly.
type slowly int

var decoding stagetest.Gauge

func (v *slowly) UnmarshalJSON(text []byte) error {
	defer decoding.Enter()()
	time.Sleep(time.Second)
	return json.Unmarshal(text, (*int)(v))
}

func TestJSONInWorkers(t *testing.T) {
	var lines, array strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&lines, "%*d\n", 10+i*i%997, i) // several blocks, and of each a part is still to be decoded when the next is read
		fmt.Fprintf(&array, `,%d`, i)
	}
	for name, of := range map[string]func() stream.Stream[slowly]{
		"JSONL": func() stream.Stream[slowly] { return source.JSONL[slowly](strings.NewReader(lines.String())) },
		"JSONArray": func() stream.Stream[slowly] {
			return source.JSONArray[slowly](strings.NewReader("[" + array.String()[1:] + "]"))
		},
	} {
		bubble(t, name+": a boundary below decodes n at a time, in order", func(t *testing.T) {
			decoding = stagetest.Gauge{}
			vs, err := of().Buffered(3, stream.Window(500)).TryCollect(t.Context())
			require.NoError(t, err)
			require.Len(t, vs, 1000)
			for i, v := range vs {
				require.EqualValues(t, i, v)
			}
			stagetest.Bound(t, &decoding, 3)
		})
		bubble(t, name+": a Retry below decodes again what was read", func(t *testing.T) {
			var tries atomic.Int64
			vs, err := of().TryMap(func(_ context.Context, v slowly) (slowly, error) {
				if tries.Add(1)%2 == 1 {
					return 0, errBoom
				}
				return v, nil
			}).Retry(stream.RetryPolicy{Tries: 2}).Buffered(1).TryCollect(t.Context())
			require.NoError(t, err)
			require.Len(t, vs, 1000)
			for i, v := range vs {
				require.EqualValues(t, i, v)
			}
		})
	}
}

func ExampleJSONL() {
	type visit struct {
		Page string `json:"page"`
	}
	log := "{\"page\":\"/\"}\n{\"page\":\n{\"page\":\"/docs\"}\n"

	visits := source.JSONL[visit](strings.NewReader(log)).Buffered(4) // decodes up to four lines at a time
	for v, err := range visits.All(context.Background()) {
		fmt.Println(v.Page, errors.Is(err, io.ErrUnexpectedEOF))
	}
	// Output:
	// / false
	//  true
	// /docs false
}

func ExampleJSON() {
	type order struct{ ID int }
	strict := source.JSON(json.MatchCaseInsensitiveNames(true), json.RejectUnknownMembers(true))

	orders := source.JSONL[order](strings.NewReader(`{"id":1}`), strict)
	fmt.Println(orders.TryCollect(context.Background()))
	// Output: [{1}] <nil>
}
