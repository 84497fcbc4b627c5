package source_test

import (
	"bufio"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/source"
)

type Embedded struct{ A int }

func TestMisuse(t *testing.T) {
	r := strings.NewReader("")
	for want, f := range map[string]func(){
		"source: Split: split must not be nil":                          func() { source.Split(r, nil) },
		"source: Bytes: n must be at least 1, got 0":                    func() { source.Bytes(r, 0) },
		"source: File: name must not be empty":                          func() { source.File("") },
		"source: File: option must not be nil":                          func() { source.File("x", nil) },
		"source: File: it takes no option Comma":                        func() { source.File("x", source.Comma(';')) },
		"source: Open: name must not be empty":                          func() { source.Open("") },
		"source: Lines: it takes no option JSON":                        func() { source.Lines(r, source.Name("x"), source.JSON()) },
		"source: Split: it takes no option Header":                      func() { source.Split(r, bufio.ScanWords, source.Header("a")) },
		"source: Bytes: it takes no option MaxLine":                     func() { source.Bytes(r, 1, source.MaxLine(1)) },
		"source: CSV: it takes no option JSON":                          func() { source.CSV[[]string](r, source.JSON()) },
		"source: JSONL: it takes no option Comment":                     func() { source.JSONL[int](r, source.Comment('#')) },
		"source: JSONL: it takes no option LazyQuotes":                  func() { source.JSONL[int](r, source.LazyQuotes()) },
		"source: JSONArray: it takes no option Ragged":                  func() { source.JSONArray[int](r, source.Ragged()) },
		"source: JSONArray: it takes no option TrimLeadingSpace":        func() { source.JSONArray[int](r, source.TrimLeadingSpace()) },
		"source: MaxLine: n must be at least 1, got 0":                  func() { source.MaxLine(0) },
		"source: Name: name must not be empty":                          func() { source.Name("") },
		"source: Header: the number of names must be at least 1, got 0": func() { source.Header() },
		"source: Comma: '\"' cannot be one":                             func() { source.Comma('"') },
		"source: Comma: '\\x00' cannot be one":                          func() { source.Comma(0) },
		"source: Comment: '\\n' cannot be one":                          func() { source.Comment('\n') },
		"source: Comment: '�' cannot be one":                            func() { source.Comment(0xD800) },
		"source: CSV: Comma and Comment are both ';'": func() {
			source.CSV[[]string](r, source.Comma(';'), source.Comment(';'))
		},
		"source: CSV: T must be []string, map[string]string or a struct, not int":        func() { source.CSV[int](r) },
		"source: CSV: T must be []string, map[string]string or a struct, not *struct {}": func() { source.CSV[*struct{}](r) },
		"source: CSV: the field C is a chan int, of which no text can be made one":       func() { source.CSV[struct{ C chan int }](r) },
		"source: CSV: the field C is a **chan int, of which no text can be made one":     func() { source.CSV[struct{ C **chan int }](r) },
		"source: CSV: the field Embedded is a *source_test.Embedded, of which no text can be made one": func() {
			source.CSV[struct{ *Embedded }](r)
		},
		"source: CSV: the fields A and B are both for the column \"B\"": func() {
			source.CSV[struct {
				A int `csv:"B"`
				B int
			}](r)
		},
	} {
		t.Run(want, func(t *testing.T) { assert.PanicsWithValue(t, want, f) })
	}
	for name, of := range map[string]func(r io.Reader){
		"Lines":     func(r io.Reader) { source.Lines(r) },
		"Split":     func(r io.Reader) { source.Split(r, bufio.ScanWords) },
		"Bytes":     func(r io.Reader) { source.Bytes(r, 1) },
		"CSV":       func(r io.Reader) { source.CSV[[]string](r) },
		"JSONL":     func(r io.Reader) { source.JSONL[int](r) },
		"JSONArray": func(r io.Reader) { source.JSONArray[int](r) },
	} {
		t.Run(name+" without a reader", func(t *testing.T) {
			want := "source: " + name + ": r must not be nil"
			assert.PanicsWithValue(t, want, func() { of(nil) })
			assert.PanicsWithValue(t, want, func() { of(source.Opener(nil)) })
		})
	}
}
