package source_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json/v2"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// places are the errors, each of which must say where it is within the text.
func places[T any](t *testing.T, text []byte, rs []stream.Result[T]) []*source.Error {
	t.Helper()
	_, errs := stream.Partition(rs)
	var all []*source.Error
	for _, err := range errs {
		at, ok := errors.AsType[*source.Error](err)
		require.True(t, ok, "%v", err)
		require.Error(t, at.Err)
		require.LessOrEqual(t, at.Offset, int64(len(text)), "%v", err)
		require.GreaterOrEqual(t, at.Offset, int64(0))
		all = append(all, at)
	}
	return all
}

// lines are those of a text by definition.
func lines(text []byte) []string {
	rest, all := string(text), []string(nil)
	if len(text) == 0 {
		return nil
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(rest, "\n"), "\n") {
		all = append(all, strings.TrimSuffix(line, "\r"))
	}
	return all
}

func FuzzLines(f *testing.F) {
	f.Fuzz(func(t *testing.T, text []byte, limit byte) {
		n := int(limit) + 1
		rs := source.Lines(iotest.HalfReader(bytes.NewReader(text)), source.MaxLine(n)).Collect(t.Context())
		want := lines(text)
		require.Len(t, rs, len(want))
		at := places(t, text, rs)
		for i, line := range want {
			if len(line) <= n {
				assert.Equal(t, stream.Result[string]{Value: line}, rs[i])
				continue
			}
			require.ErrorIs(t, rs[i].Err, source.ErrTooLong)
			assert.Equal(t, i+1, at[0].Line)
			assert.True(t, at[0].Offset == 0 || text[at[0].Offset-1] == '\n')
			at = at[1:]
		}
	})
}

func FuzzJSONL(f *testing.F) {
	f.Fuzz(func(t *testing.T, text []byte) {
		rs := source.JSONL[any](iotest.HalfReader(bytes.NewReader(text))).Buffered(2).Collect(t.Context())
		at := places(t, text, rs)
		for i, line := range lines(bytes.TrimPrefix(text, []byte("\ufeff"))) {
			if strings.Trim(line, " \t\r") == "" {
				continue
			}
			require.NotEmpty(t, rs)
			var want any
			if err := json.Unmarshal([]byte(line), &want); err != nil {
				require.Error(t, rs[0].Err)
				assert.Equal(t, i+1, at[0].Line)
				at = at[1:]
			} else {
				assert.Equal(t, stream.Result[any]{Value: want}, rs[0])
			}
			rs = rs[1:]
		}
		assert.Empty(t, rs)
	})
}

func FuzzJSONArray(f *testing.F) {
	f.Fuzz(func(t *testing.T, text []byte) {
		rs := source.JSONArray[any](iotest.HalfReader(bytes.NewReader(text))).Collect(t.Context())
		errs := places(t, text, rs)
		var want []any
		body := bytes.TrimPrefix(text, []byte("\ufeff"))
		err := json.Unmarshal(body, &want)
		if err == nil && string(bytes.TrimSpace(body)) == "null" { // for a slice, but no array
			assert.Len(t, errs, 1)
			return
		}
		if err != nil {
			assert.NotEmpty(t, errs, "%v", err)
			return
		}
		assert.Empty(t, errs)
		require.Len(t, rs, len(want))
		for i := range want {
			assert.Equal(t, want[i], rs[i].Value)
		}
	})
}

// csvRecords are the records and errors of encoding/csv, by itself.
func csvRecords(text []byte) (all []stream.Result[[]string]) {
	r, sized := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))), false
	for {
		record, err := r.Read()
		if err == io.EOF {
			return all
		}
		if err != nil {
			record = nil
			if !sized {
				r.FieldsPerRecord = 0 // it has counted those before the fault
			}
		}
		sized = sized || err == nil
		all = append(all, stream.Result[[]string]{Value: record, Err: err})
	}
}

func FuzzCSV(f *testing.F) {
	f.Fuzz(func(t *testing.T, text []byte) {
		rs := source.CSV[[]string](iotest.HalfReader(bytes.NewReader(text))).Collect(t.Context())
		at := places(t, text, rs)
		want := csvRecords(text)
		require.Len(t, rs, len(want))
		for i, w := range want {
			assert.Equal(t, w.Value, rs[i].Value)
			if malformed, ok := errors.AsType[*csv.ParseError](w.Err); ok {
				assert.Equal(t, []int{malformed.Line, malformed.Column}, []int{at[0].Line, at[0].Column})
				at = at[1:]
			}
		}
		assert.Empty(t, at)
	})
}

// Without quotes a record is a line, so it is known which are too long.
func FuzzCSVLimit(f *testing.F) {
	for _, text := range []string{"", "a,b\n\nccc\r\n#d\n12345", "\ufeff1234\n\r\n#\n,,,,,\n", "#####\n\x00\r\r\n"} {
		f.Add([]byte(text), byte(3))
	}
	f.Fuzz(func(t *testing.T, text []byte, limit byte) {
		text = bytes.ReplaceAll(text, []byte(`"`), nil)
		n := int(limit) + 1
		rs := source.CSV[[]string](iotest.HalfReader(bytes.NewReader(text)), source.Ragged(), source.Comment('#'), source.MaxLine(n)).Collect(t.Context())
		at := places(t, text, rs)
		for i, line := range lines(bytes.TrimPrefix(text, []byte("\ufeff"))) {
			switch {
			case len(line) > n:
				require.NotEmpty(t, at)
				assert.ErrorIs(t, rs[0].Err, source.ErrTooLong)
				assert.Equal(t, i+1, at[0].Line)
				at = at[1:]
			case line == "" || line[0] == '#':
				continue
			default:
				require.NotEmpty(t, rs)
				assert.Equal(t, stream.Result[[]string]{Value: strings.Split(line, ",")}, rs[0])
			}
			rs = rs[1:]
		}
		assert.Empty(t, rs)
	})
}

func FuzzCSVStruct(f *testing.F) {
	type row struct {
		A int8   `csv:"a"`
		B string `csv:"b,optional"`
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		rs := source.CSV[row](iotest.HalfReader(bytes.NewReader(text))).Collect(t.Context())
		for _, at := range places(t, text, rs) {
			assert.Positive(t, at.Line)
			assert.True(t, at.Column > 0 || len(rs) == 1, "only a header need not have one")
		}
		if all := csvRecords(text); len(all) > 0 && all[0].Err == nil && len(rs) != 1 {
			assert.Len(t, rs, len(all)-1)
		}
	})
}

func FuzzSplit(f *testing.F) {
	words := func(text []byte, limit int) (all []string, long bool) {
		for w := range strings.FieldsSeq(string(text)) {
			if len(w) > limit {
				return all, true
			}
			all = append(all, w)
		}
		return all, false
	}
	f.Fuzz(func(t *testing.T, text []byte, limit byte) {
		n := int(limit) + 1
		if bytes.ContainsFunc(text, func(r rune) bool { return r == '\ufffd' }) {
			return // of bytes that are no UTF-8 the two packages see different spaces
		}
		rs := source.Split(iotest.HalfReader(bytes.NewReader(text)), bufio.ScanWords, source.MaxLine(n)).Collect(t.Context())
		vs, errs := stream.Partition(rs)
		want, long := words(text, n)
		assert.Equal(t, want, vs)
		assert.Len(t, places(t, text, rs), len(errs))
		assert.Equal(t, long, len(errs) == 1)
	})
}
