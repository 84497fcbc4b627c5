package source

import (
	"context"
	"encoding/json/jsontext"
	"encoding/json/v2"
	"errors"

	"github.com/seed-09178888/leat/stream"
)

// A jsonValue has been read and not yet decoded. To decode it is a task: it may
// run in another goroutine, and again for a Retry below. So text is never overwritten.
type jsonValue struct {
	text   []byte
	in     *input
	line   int   // 0 if values are not told apart by lines
	offset int64 // where text begins
	more   bool  // for a batch: the next one is here as well
	err    error // in a batch: there is no value
}

// decoded is the task.
func decoded[T any](o options, s stream.Stream[jsonValue]) stream.Stream[T] {
	return s.TryMap(func(_ context.Context, j jsonValue) (T, error) { return decode[T](o, j) })
}

func decode[T any](o options, j jsonValue) (v T, err error) {
	if err := json.Unmarshal(j.text, &v, o.json...); err != nil {
		return v, j.error(err)
	}
	return v, nil
}

// error says where in the input the json package has found what is wrong.
func (j jsonValue) error(err error) error {
	n := jsonOffset(err)
	if j.line == 0 {
		return j.in.at(0, 0, j.offset+n, err)
	}
	return j.in.at(j.line, int(n)+1, j.offset+n, err)
}

// jsonOffset is where in what it has decoded the json package has found what is wrong.
func jsonOffset(err error) int64 {
	if grammar, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return grammar.ByteOffset
	}
	if meaning, ok := errors.AsType[*json.SemanticError](err); ok {
		return meaning.ByteOffset
	}
	return 0
}
