package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

func TestEmpty(t *testing.T) {
	bubble(t, "A3: yields nothing and ends at once, on every run", func(t *testing.T) {
		assertYields(t, stream.Empty[int]())
	})
	bubble(t, "the zero Stream is empty", func(t *testing.T) {
		var zero stream.Stream[int]
		assertYields(t, zero)
		assertYields(t, zero.Filter(func(int) bool { return true }))
	})
	t.Run("a context that is done comes before the end", func(t *testing.T) {
		cause := errors.New("shutdown")
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(cause)
		assert.Equal(t, elementsOf[int](cause), stream.Empty[int]().Collect(ctx))
	})
}

func TestPending(t *testing.T) {
	bubble(t, "A6: yields nothing, and ends when the context does, with its cause", func(t *testing.T) {
		for name, s := range map[string]stream.Stream[int]{
			"no boundary": stream.Pending[int](), "again": stream.Pending[int](), "Buffered(2)": stream.Pending[int]().Buffered(2),
			"a task": stream.Pending[int]().Map(func(v int) int { return v }), "Take": stream.Pending[int]().Take(1),
		} {
			start, cause := time.Now(), errors.New("too late")
			ctx, cancel := context.WithTimeoutCause(t.Context(), 50*time.Millisecond, cause)
			assert.Equal(t, elementsOf[int](cause), s.Collect(ctx), name)
			assert.Equal(t, 50*time.Millisecond, time.Since(start), name)
			cancel()
		}
	})
}

func ExampleEmpty() {
	subtasks := func(v string) stream.Stream[string] {
		if v == "release" {
			return stream.Of("test", "tag", "upload")
		}
		return stream.Empty[string]() // nothing to do
	}
	got, _ := stream.Of("idle", "release").FlatMap(subtasks).TryCollect(context.Background())
	fmt.Println(got)
	// Output: [test tag upload]
}

func ExamplePending() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	// A stand-in for a peer that never answers.
	_, err := stream.Pending[string]().First(ctx)
	fmt.Println(err)
	// Output: context deadline exceeded
}
