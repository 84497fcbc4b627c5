package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestFirst(t *testing.T) {
	t.Run("returns the first value, and pulls no other", func(t *testing.T) {
		pulls := 0
		v, err := countedPulls(9, &pulls).Map(func(v int) string { return fmt.Sprint("v", v) }).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "v0", v)
		assert.Equal(t, 1, pulls)
	})
	bubble(t, "a failure cancels what is behind it at once, since First stops at errors", func(t *testing.T) {
		begin := time.Now()
		var cancelled time.Duration
		v, err := stream.Iter(ints(3)).TryMap(func(ctx context.Context, v int) (int, error) {
			switch v {
			case 0:
				time.Sleep(2 * time.Second)
				return v, nil
			case 1:
				time.Sleep(time.Second)
				return 0, errBoom
			}
			<-ctx.Done()
			cancelled = time.Since(begin)
			return 0, ctx.Err()
		}).Buffered(3).First(t.Context())
		require.NoError(t, err)
		assert.Zero(t, v)
		assert.Equal(t, time.Second, cancelled)
	})
	t.Run("of what a Filter keeps", func(t *testing.T) {
		pulls := 0
		v, err := countedPulls(9, &pulls).Filter(func(v int) bool { return v > 3 }).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 4, v)
		assert.Equal(t, 5, pulls)
	})
	bubble(t, "is ErrEmpty if there is no value", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Empty[int](), stream.Of(1, 3).Filter(even), stream.Of(1, 3).Filter(even).Buffered(2)} {
			v, err := s.First(t.Context())
			assert.Same(t, stream.ErrEmpty, err)
			assert.Zero(t, v)
		}
	})
	t.Run("returns an error that comes first itself, and not one behind the first value", func(t *testing.T) {
		v, err := sourceOf[int](errBoom, 1).First(t.Context())
		assert.Same(t, errBoom, err)
		assert.Zero(t, v)
		v, err = sourceOf[int](1, errBoom).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 1, v)
	})
	bubble(t, "what a boundary has begun beyond it is cancelled and joined", func(t *testing.T) {
		var tasks gauge
		start := time.Now()
		v, err := stream.Of(3, 2, 1).TryMap(func(ctx context.Context, seconds int) (int, error) {
			defer tasks.enter()()
			select {
			case <-time.After(time.Duration(seconds) * time.Second):
			case <-ctx.Done():
			}
			return seconds, ctx.Err()
		}).BufferedUnordered(3).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 1, v)
		assert.Equal(t, time.Second, time.Since(start))
		assert.Zero(t, tasks.now.Load())
	})
	bubble(t, "returns the cause when the context ends before there is a value", func(t *testing.T) {
		cause := errors.New("too late")
		for _, n := range []int{0, 1} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 500*time.Millisecond, cause)
			v, err := slowly(n, stream.Of(7)).First(ctx)
			assert.Same(t, cause, err)
			assert.Zero(t, v)
			_, err = stream.Of(7).First(ctx)
			assert.Same(t, cause, err, "also if it has before the run")
			_, err = stream.Empty[int]().First(ctx)
			assert.Same(t, cause, err)
			cancel()
		}
	})
	t.Run("a value stands though the context ends beside it", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		v, err := stream.FromSeq(func(yield func(int) bool) {
			yield(7)
			cancel()
		}).First(ctx)
		require.NoError(t, err)
		assert.Equal(t, 7, v)
	})
}

func ExampleStream_First() {
	ask := func(_ context.Context, mirror string) (string, error) {
		if mirror == "eu" {
			return "", errors.New("eu: 503")
		}
		return "package from " + mirror, nil
	}
	// The first mirror that has it, asked in this order.
	pkg, err := stream.Of("eu", "us", "asia").TryMap(ask).DropErrors(nil).First(context.Background())
	fmt.Println(pkg, err)
	// Output: package from us <nil>
}

func ExampleErrEmpty() {
	users := stream.Of("ada", "bob")
	user, err := users.Filter(func(name string) bool { return name == "eve" }).First(context.Background())
	if errors.Is(err, stream.ErrEmpty) {
		user = "guest"
	}
	fmt.Println(user)
	// Output: guest
}
