package stream_test

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/seed-09178888/leat/stream"
)

// crashAtOnce ends the process where f panics, with its stack, and waits for nobody.
func crashAtOnce[T, U any](f func(context.Context, T) (U, error)) func(context.Context, T) (U, error) {
	return func(ctx context.Context, v T) (U, error) {
		defer func() {
			if p := recover(); p != nil {
				fmt.Fprintf(os.Stderr, "panic: %v\n\n%s", p, debug.Stack())
				os.Exit(2)
			}
		}()
		return f(ctx, v)
	}
}

// For those who would rather lose the process at once than wait until the rest of the run has been joined.
func Example_crashAtOnce() {
	half := func(_ context.Context, v int) (int, error) { return 12 / v, nil }
	fmt.Println(stream.Of(1, 2, 3).TryMap(crashAtOnce(half)).Buffered(2).TryCollect(context.Background()))
	// Output: [12 6 4] <nil>
}
