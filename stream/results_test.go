package stream_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestResults(t *testing.T) {
	t.Run("errors become values, in place", func(t *testing.T) {
		vs, err := fromMarbles("1 # 3").Results().TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []stream.Result[int]{{Value: 1}, {Err: errBoom}, {Value: 3}}, vs)
	})
	t.Run("no terminal stops at them", func(t *testing.T) {
		n, err := fromMarbles("# # #").Results().Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 3, n)
	})
	t.Run("an error that comes from below it is one", func(t *testing.T) {
		fail := func(context.Context, stream.Result[int]) (int, error) { return 0, errBoom }
		assert.Equal(t, "# #", toMarbles(t, fromMarbles("1 #").Results().TryMap(fail)))
	})
	t.Run("the end of the run is no value", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		waits := func(ctx context.Context, v int) (int, error) {
			if v == 1 {
				cancel(errors.New("over"))
				<-ctx.Done()
				return 0, ctx.Err()
			}
			return v, nil
		}
		rs := stream.Iter(ints(3)).TryMap(waits).Results().Collect(ctx)
		assert.Equal(t, "{0 <nil>} over", drawMarbles(t, rs))
	})
}

func ExampleStream_Results() {
	// Count failures instead of stopping at the first.
	failed := 0
	count := func(r stream.Result[int]) {
		if r.Err != nil {
			failed++
		}
	}
	inputs := stream.Of("1", "two", "3", "four", "5")

	err := inputs.TryMap(stream.Fallible(strconv.Atoi)).Buffered(4).Results().ForEach(context.Background(), count)
	fmt.Println(failed, "failed,", err)
	// Output: 2 failed, <nil>
}
