package conformance_test

import (
	"context"
	"time"

	"github.com/seed-09178888/leat/stream"
)

const ms = time.Millisecond

var timed = []behaviour{
	yields("K1", "the first of Throttle comes at once, the others keep their distance", "1 100ms 1 100ms 1", func() stream.Stream[int] {
		return stream.Repeat(1).Throttle(100 * ms).Take(3)
	}),
	yields("K2", "a slow channel is not delayed", "250ms a 250ms b 250ms c 100ms", func() stream.Stream[string] {
		return stream.FromChan(channel("250ms a 250ms b 250ms c")).Throttle(100 * ms)
	}, once),
	yields("K3", "what is late still comes", "1 100ms #idle 100ms 2 3 100ms #idle 100ms 4", func() stream.Stream[string] {
		return words("1 200ms 2 3 200ms 4").IdleTimeout(100 * ms)
	}),
	yields("K4", "one error for one wait", "1 50ms #idle 150ms 2 3", func() stream.Stream[string] {
		return words("1 200ms 2 3").IdleTimeout(50 * ms)
	}),
	yields("K5", "none if all is fast", "1 30ms 3 30ms 5", func() stream.Stream[string] {
		return words("1 30ms 3 30ms 5").IdleTimeout(50 * ms)
	}),
	yields("K6", "it does not repeat within a wait", "9ms #idle 14ms a 9ms #idle 14ms b", func() stream.Stream[string] {
		return words("23ms a 23ms b").IdleTimeout(9 * ms)
	}),
	yields("K7", "stop at the first, without an error", "1 100ms", func() stream.Stream[string] {
		return words("1 200ms 2").IdleTimeout(100 * ms).Results().
			TakeWhile(func(r stream.Result[string]) bool { return r.Err == nil }).
			Map(func(r stream.Result[string]) string { return r.Value })
	}),
	yields("K8", "Defer with a wait: the source is not touched before", "100ms meow", func() stream.Stream[string] {
		return stream.Defer(func(ctx context.Context) (stream.Stream[string], error) {
			return stream.Of("meow"), wait(ctx, 100*ms)
		})
	}),
}
