package stage_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestFromResults(t *testing.T) {
	t.Run("undoes Results", func(t *testing.T) {
		stagetest.Expect(t, func(s stream.Stream[string]) stream.Stream[string] { return stage.FromResults(s.Results()) },
			"#ab-#c#|", "#ab-#c#|", stagetest.OutErrors(stagetest.ErrScript, stagetest.ErrScript, stagetest.ErrScript))
	})
	t.Run("drops the value beside an error", func(t *testing.T) {
		rs := stage.FromResults(stream.Of(stream.Result[int]{Value: 1, Err: errBoom})).Collect(t.Context())
		assert.Equal(t, []stream.Result[int]{{Err: errBoom}}, rs)
	})
	t.Run("an error from above stays in place", func(t *testing.T) {
		s := stream.Of(stream.Result[int]{Value: 1}).Chain(stream.Fail[stream.Result[int]](errBoom), stream.Of(stream.Result[int]{Value: 2}))
		stagetest.ExpectStream(t, stage.FromResults(s), "(1#2|)", stagetest.OutErrors(errBoom))
	})
}

func ExampleFromResults() {
	replies := make(chan stream.Result[int], 2)
	replies <- stream.Result[int]{Value: 1}
	replies <- stream.Result[int]{Err: errors.New("no answer")}
	close(replies)

	fmt.Println(stream.FromChan(replies).Through(stage.FromResults).TryCollect(context.Background()))
	// Output: [1] no answer
}
