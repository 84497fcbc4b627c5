package sink_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestBatchError(t *testing.T) {
	for want, e := range map[string]sink.BatchError{
		"sink: Exec: batch of elements 3 to 5 is rolled back: begin: boom":             {First: 3, Last: 5, Element: -1, Step: "begin", Err: errBoom},
		"sink: Exec: batch of elements 0 to 5 is rolled back at element 0: exec: boom": {First: 0, Last: 5, Element: 0, Step: "exec", Err: errBoom},
		"sink: Exec: batch of elements 3 to 3 may be rolled back: commit: boom":        {First: 3, Last: 3, Element: -1, Step: "commit", Err: errBoom},
	} {
		t.Run("says "+want, func(t *testing.T) {
			assert.EqualError(t, &e, want)
			assert.ErrorIs(t, &e, errBoom)
		})
	}
}

func ExampleBatchError() {
	db := demo()
	defer db.Close()
	store := sink.Exec(db, insert, func(v int) []any { return []any{v} }, sink.Batch(2))

	_, err := stream.Of(1, 2, 5, 3, 4).Into(context.Background(), store)
	if failure, ok := errors.AsType[*sink.BatchError](err); ok {
		fmt.Println("not stored:", failure.First, "to", failure.Last, "because of", failure.Element)
	}
	// Output: not stored: 2 to 3 because of 3
}
