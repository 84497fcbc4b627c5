package sink_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/sink"
)

func TestDiscard(t *testing.T) {
	t.Run("counts the values before the first error", func(t *testing.T) {
		n, err := ints(6).TryMap(failAt(4)).Into(t.Context(), sink.Discard)
		assert.Equal(t, errBoom, err)
		assert.Equal(t, 4, n)
	})
}

func ExampleDiscard() {
	fmt.Println(ints(5).Into(context.Background(), sink.Discard))
	// Output: 5 <nil>
}
