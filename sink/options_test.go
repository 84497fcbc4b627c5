package sink_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestOption(t *testing.T) {
	t.Run("the last of several counts", func(t *testing.T) {
		d := disk{room: 100}
		_, err := ints(4).Map(digit).Into(t.Context(), sink.Lines(&d, sink.Buffer(100), sink.Buffer(1)))
		require.NoError(t, err)
		assert.Equal(t, 4, d.writes)
	})
}

func ExampleBuffer() {
	log := sink.Lines(os.Stdout, sink.Buffer(1)) // every line at once

	_, _ = stream.Of(1, 2).Map(func(v int) string { fmt.Println("made", v); return fmt.Sprint("wrote ", v) }).Into(context.Background(), log)
	// Output:
	// made 1
	// wrote 1
	// made 2
	// wrote 2
}
