package stream_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestDropErrors(t *testing.T) {
	bubble(t, "drops errors and keeps values, in order", func(t *testing.T) {
		assertYields(t, sourceOf[int](errBoom, 1, errBoom, 3, errBoom).DropErrors(func(error) {}), 1, 3)
	})
	bubble(t, "onDrop may be nil", func(t *testing.T) {
		assertYields(t, sourceOf[int](1, errBoom, 3).DropErrors(nil), 1, 3)
	})
	bubble(t, "a stream of errors only becomes empty, as the empty one is", func(t *testing.T) {
		assertYields(t, sourceOf[int](errBoom, errBoom).DropErrors(nil))
		assertYields(t, stream.Empty[int]().DropErrors(nil))
	})
	t.Run("onDrop sees every error once, in order, and nothing that a Filter dropped", func(t *testing.T) {
		var dropped []error
		errUp := errors.New("from above")
		s := sourceOf[int](1, errUp, 13, 2).TryFilter(tryEven).DropErrors(func(err error) { dropped = append(dropped, err) })
		assert.Empty(t, dropped)
		assert.Equal(t, elementsOf[int](2), s.Collect(t.Context()))
		assert.Equal(t, []error{errUp, errBoom}, dropped)
	})
	bubble(t, "a failure that is dropped ends nothing, though the terminal stops at errors", func(t *testing.T) {
		failing := func(ctx context.Context, v int) (int, error) {
			if v == 1 {
				return 0, errBoom
			}
			time.Sleep(time.Second)
			return v, ctx.Err()
		}
		s := stream.Of(0, 1, 2, 3).TryMap(failing)
		for name, s := range map[string]stream.Stream[int]{
			"no boundary": s.DropErrors(nil), "above": s.DropErrors(nil).Buffered(2), "below": s.Buffered(2).DropErrors(nil),
			"from the source": sourceOf[int](0, errBoom, 2, 3).DropErrors(nil).Buffered(2),
		} {
			got, err := s.TryCollect(t.Context())
			require.NoError(t, err, name)
			assert.Equal(t, []int{0, 2, 3}, got, name)
		}
	})
	bubble(t, "onDrop does not see errors that only mirror the run's own end, which are not dropped either", func(t *testing.T) {
		assertBlindToTheEnd(t, func(s stream.Stream[int], unwanted func(error)) stream.Stream[int] { return s.DropErrors(unwanted) })
	})
}

func ExampleStream_DropErrors() {
	bad := 0
	numbers := stream.Of("3", "three", "4", "").
		TryMap(stream.Fallible(strconv.Atoi)).
		DropErrors(func(error) { bad++ })
	got, err := numbers.TryCollect(context.Background())
	fmt.Println(got, err, bad, "dropped")
	// Output: [3 4] <nil> 2 dropped
}
