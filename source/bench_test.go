package source_test

import (
	"bufio"
	"encoding/csv"
	"encoding/json/jsontext"
	"encoding/json/v2"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// What is measured: each source beside the bare decoder of the standard library, on the same text.

// A benchOrder is what a line of a file may well be: 10 fields in some 250 bytes.
type benchOrder struct {
	ID       int      `json:"id"`
	Customer string   `json:"customer"`
	Email    string   `json:"email"`
	Items    []string `json:"items"`
	Address  struct {
		Street string `json:"street"`
		City   string `json:"city"`
	} `json:"address"`
	Total    float64   `json:"total"`
	Currency string    `json:"currency"`
	Paid     bool      `json:"paid"`
	Placed   time.Time `json:"placed"`
	Note     string    `json:"note"`
}

func benchText(n int, line func(i int) string) string {
	var text strings.Builder
	for i := range n {
		text.WriteString(line(i))
	}
	return text.String()
}

func benchJSON(i int) string {
	return fmt.Sprintf(`{"id":%d,"customer":"Customer Number %d","email":"customer-%d@example.com","items":["apple","pear","plum"],`+
		`"address":{"street":"Long Street %d","city":"Springfield"},"total":%d.25,"currency":"EUR","paid":true,`+
		`"placed":"2026-01-02T03:04:05Z","note":"leave it at the door"}`+"\n", i, i%1000, i%1000, i%100, i)
}

// perElement measures read, which returns how many elements it has read.
func perElement(b *testing.B, text string, n int, read func(r io.Reader) (int, error)) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		got, err := read(strings.NewReader(text))
		require.NoError(b, err)
		require.Equal(b, n, got)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/element")
}

func BenchmarkLines(b *testing.B) {
	const n = 50_000
	text := benchText(n, func(i int) string {
		return fmt.Sprintf("%d: the quick brown fox jumps over the lazy dog, and over the next one\n", i)
	})
	b.Run("bufio.Scanner", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (lines int, err error) {
			s := bufio.NewScanner(r)
			for s.Scan() {
				if s.Text() != "" {
					lines++
				}
			}
			return lines, s.Err()
		})
	})
	b.Run("source", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (lines int, err error) {
			err = source.Lines(r).ForEach(b.Context(), func(line string) {
				if line != "" {
					lines++
				}
			})
			return lines, err
		})
	})
}

func BenchmarkJSONL(b *testing.B) {
	const n = 20_000
	text := benchText(n, benchJSON)
	b.Run("json.UnmarshalDecode", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (orders int, err error) {
			for dec := jsontext.NewDecoder(r); ; orders++ {
				var v benchOrder
				if err := json.UnmarshalDecode(dec, &v); errors.Is(err, io.EOF) {
					return orders, nil
				} else if err != nil {
					return orders, err
				}
			}
		})
	})
	b.Run("source", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (int, error) { return source.JSONL[benchOrder](r).Count(b.Context()) })
	})
	b.Run("source.Buffered(2)", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (int, error) {
			return source.JSONL[benchOrder](r).Buffered(2).Count(b.Context())
		})
	})
	b.Run("source.Buffered(2, Window(64))", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (int, error) {
			return source.JSONL[benchOrder](r).Buffered(2, stream.Window(64)).Count(b.Context())
		})
	})
	b.Run("source, Workers(2)", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (int, error) {
			return source.JSONL[benchOrder](r, source.Workers(2)).Count(b.Context())
		})
	})
}

func BenchmarkJSONArray(b *testing.B) {
	const n = 20_000
	text := "[" + strings.ReplaceAll(strings.TrimSpace(benchText(n, benchJSON)), "\n", ",\n") + "]"
	b.Run("json.UnmarshalDecode", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (orders int, err error) {
			dec := jsontext.NewDecoder(r)
			_, err = dec.ReadToken()
			for ; err == nil && dec.PeekKind() != jsontext.KindEndArray; orders++ {
				var v benchOrder
				err = json.UnmarshalDecode(dec, &v)
			}
			return orders, err
		})
	})
	b.Run("source", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (int, error) { return source.JSONArray[benchOrder](r).Count(b.Context()) })
	})
	b.Run("source.Buffered(2)", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (int, error) {
			return source.JSONArray[benchOrder](r).Buffered(2).Count(b.Context())
		})
	})
}

func BenchmarkCSV(b *testing.B) {
	const n = 20_000
	text := benchText(n, func(i int) string {
		return fmt.Sprintf("%d,Customer Number %d,customer-%d@example.com,\"apple, pear\",Long Street %d,Springfield,%d.25,EUR,true,2026-01-02T03:04:05Z\n",
			i, i%1000, i%1000, i%100, i)
	})
	b.Run("csv.Reader", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (records int, err error) {
			for c := csv.NewReader(r); ; records++ {
				if _, err := c.Read(); err == io.EOF {
					return records, nil
				} else if err != nil {
					return records, err
				}
			}
		})
	})
	b.Run("source", func(b *testing.B) {
		perElement(b, text, n, func(r io.Reader) (int, error) { return source.CSV[[]string](r).Count(b.Context()) })
	})
	b.Run("source, structs", func(b *testing.B) {
		type order struct {
			ID       int     `csv:"id"`
			Customer string  `csv:"customer"`
			Total    float64 `csv:"total"`
		}
		header := "id,customer,email,items,street,city,total,currency,paid,placed\n"
		perElement(b, header+text, n, func(r io.Reader) (int, error) { return source.CSV[order](r).Count(b.Context()) })
	})
}
