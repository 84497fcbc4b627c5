package source_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/source"
)

func TestError(t *testing.T) {
	gone := &fs.PathError{Op: "open", Path: "a", Err: fs.ErrNotExist}
	for want, err := range map[string]source.Error{
		"a.csv:3:7: boom":          {Name: "a.csv", Line: 3, Column: 7, Offset: 40, Err: errBoom},
		"a.csv:3: boom":            {Name: "a.csv", Line: 3, Offset: 40, Err: errBoom},
		"line 3, column 7: boom":   {Line: 3, Column: 7, Err: errBoom},
		"line 3: boom":             {Line: 3, Err: errBoom},
		"a.json: byte 40: boom":    {Name: "a.json", Offset: 40, Err: errBoom},
		"byte 40: boom":            {Offset: 40, Err: errBoom},
		"byte 0: boom":             {Err: errBoom},
		"dir/a: boom":              {Name: "dir/a", Err: errBoom},
		"a: open a: " + notExist:   {Name: "a", Err: gone},
		"b:1: open a: " + notExist: {Name: "b", Line: 1, Err: gone},
	} {
		t.Run(want, func(t *testing.T) {
			assert.Equal(t, want, err.Error())
			assert.True(t, errors.Is(&err, errBoom) || errors.Is(&err, fs.ErrNotExist))
		})
	}
}

const notExist = "file does not exist"

func ExampleError() {
	text := "{\"id\": 1}\n{\"id\": one}\n{\"id\": 3}\n"

	type order struct {
		ID int `json:"id"`
	}
	orders := source.JSONL[order](strings.NewReader(text)).DropErrors(func(err error) {
		if at, ok := errors.AsType[*source.Error](err); ok {
			fmt.Printf("bad order in line %d, column %d\n", at.Line, at.Column)
		}
	})
	fmt.Println(orders.TryCollect(context.Background()))
	// Output:
	// bad order in line 2, column 8
	// [{1} {3}] <nil>
}

func ExampleErrTooLong() {
	lines := source.Lines(strings.NewReader("short\nmuch too long\nshort"), source.MaxLine(5))

	cut := lines.OrElse(func(_ context.Context, err error) (string, error) {
		if errors.Is(err, source.ErrTooLong) {
			return "...", nil
		}
		return "", err
	})
	fmt.Println(cut.TryCollect(context.Background()))
	// Output: [short ... short] <nil>
}

func ExampleName() {
	numbers := source.JSONL[int](strings.NewReader("1\n2\n33"), source.Name("numbers.jsonl"), source.MaxLine(1))

	_, err := numbers.TryCollect(context.Background())
	fmt.Println(err)
	// Output: numbers.jsonl:3: longer than the limit of 1 bytes
}
