package stream_test

import (
	"context"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestStepBy(t *testing.T) {
	bubble(t, "yields the first element and every n-th after it", func(t *testing.T) {
		for n, want := range []string{"", "0 1 2 3 4", "0 2 4", "0 3", "0 4", "0", "0"} {
			if n > 0 {
				assert.Equal(t, want, toMarbles(t, stream.Iter(ints(5)).StepBy(n)))
			}
		}
		assertYields(t, stream.Of(7, 8).StepBy(math.MaxInt), 7)
		assertYields(t, stream.Empty[int]().StepBy(2))
	})
	t.Run("errors count, and those that are stepped over are dropped", func(t *testing.T) {
		assert.Equal(t, "# 2 #", toMarbles(t, fromMarbles("# 1 2 # #").StepBy(2)))
		assert.Equal(t, "# #", toMarbles(t, fromMarbles("# # #").StepBy(2)))
		assert.Equal(t, "# 1 #", toMarbles(t, fromMarbles("# 1 #").StepBy(1)))
		vs, err := fromMarbles("1 # 2 #").StepBy(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{1, 2}, vs)
	})
	t.Run("pulls nothing beyond what it yields", func(t *testing.T) {
		for take, want := range []int{0, 1, 4, 7} {
			pulled := 0
			assert.Len(t, pullsOf(9, &pulled).StepBy(3).Take(take).Collect(t.Context()), take)
			assert.Equal(t, want, pulled)
		}
	})
	t.Run("runs the task above for those that are stepped over too", func(t *testing.T) {
		var seen []int
		assert.Equal(t, "0 2", toMarbles(t, stream.Iter(ints(4)).Inspect(func(v int) { seen = append(seen, v) }).StepBy(2)))
		assert.Equal(t, []int{0, 1, 2, 3}, seen)
	})
	t.Run("tells TryCollect how many there are", func(t *testing.T) {
		for n, want := range map[int]int{1: 7, 2: 4, 3: 3, 6: 2, 7: 1, 8: 1, math.MaxInt: 1} {
			vs, err := stream.Iter(ints(7)).StepBy(n).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Len(t, vs, want)
			assert.Equal(t, want, cap(vs))
		}
	})
	bubble(t, "ends with ctx, also while it steps over elements", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		silent := stream.Of(1, 2).Chain(stream.Pending[int]()).StepBy(3)
		assert.Equal(t, "1 context deadline exceeded", drawMarbles(t, silent.Collect(ctx)))
	})
}

func ExampleStream_StepBy() {
	// One measurement in four; the sensor has failed in between.
	readings := stream.Of(20, 21, 21, 22).Chain(stream.Of(23), stream.Fail[int](context.DeadlineExceeded), stream.Of(25, 26, 27))

	fmt.Println(readings.StepBy(4).TryCollect(context.Background()))
	// Output: [20 23 27] <nil>
}
