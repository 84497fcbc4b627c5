package conformance_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

var sources = []behaviour{
	yields("A1", "Iter keeps the order", "1 2 3", func() stream.Stream[int] { return stream.Iter([]int{1, 2, 3}) }),
	yields("A1", "FromSeq keeps the order", "1 2 3", func() stream.Stream[int] { return stream.Of(1, 2, 3).Skip(0) }),
	check("A2", "a source without end does not keep others from running, nor ctx from ending", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		go cancel(errOver)
		err := stream.Unfold(0, func(i int) (int, int, bool) { return i, i + 1, true }).Drain(ctx)
		assert.Equal(t, errOver, err)
	}),
	yields("A3", "Empty", "", stream.Empty[int]),
	yields("A3", "the zero Stream", "", func() stream.Stream[int] { return stream.Stream[int]{} }),
	yields("A4", "Once of a value", "v", func() stream.Stream[string] { return stream.Of("v") }),
	yields("A4", "Once of a task", "20ms v", func() stream.Stream[string] {
		return stream.Once(func(ctx context.Context) (string, error) { return play(ctx, "20ms v") })
	}),
	check("A5", "a task that nobody asks for never runs", func(t *testing.T) {
		s := stream.Once(func(context.Context) (int, error) { panic("it runs") })
		assert.Empty(t, got(t, s.Take(0)))
		assert.Equal(t, "1", got(t, stream.Of(1).Chain(s).Take(1)))
	}),
	yields("A6", "Pending neither yields nor ends", "never", stream.Pending[int]),
	check("A6", "Pending ends with ctx", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		assert.Equal(t, "50ms #context_deadline_exceeded", record(ctx, stream.Pending[int](), 0, nil))
	}),
	check("A7", "RepeatWith is asked no more often than needed", func(t *testing.T) {
		asked := 0
		assert.Equal(t, "1 2 3 4 5", got(t, stream.RepeatWith(func() int { asked++; return asked }).Take(5)))
		assert.Equal(t, 5, asked)
	}),
	yields("A8", "RepeatWith is asked once for each", "1 2 4 8 16 32", func() stream.Stream[int] {
		v := 1
		return stream.RepeatWith(func() int { defer func() { v *= 2 }(); return v }).TakeWhile(below(50))
	}, once),
	yields("A9", "Unfold goes from state to state, and each step may take its time", "0 2 4", func() stream.Stream[int] {
		return stream.Unfold(0, func(i int) (int, int, bool) { return 2 * i, i + 1, i <= 2 })
	}),
	yields("A9", "TryUnfold begins a step when the one before it has ended", "10ms 0 10ms 2 10ms 4 10ms", func() stream.Stream[int] {
		return stream.TryUnfold(0, func(ctx context.Context, i int) (int, int, bool, error) {
			return 2 * i, i + 1, i <= 2, wait(ctx, 10*time.Millisecond)
		})
	}),
	yields("A10", "an error of TryUnfold is its last element", "0 1 2 #e", func() stream.Stream[int] {
		return stream.TryUnfold(0, func(_ context.Context, i int) (int, int, bool, error) {
			if i > 2 {
				return 0, 0, true, failure("e")
			}
			return i, i + 1, true, nil
		})
	}),
	yields("A11", "Cycle begins again", "1 2 3 1 2 3 1", func() stream.Stream[int] { return stream.Of(1, 2, 3).Cycle().Take(7) }),
	yields("A12", "Cycle of an empty stream ends", "", func() stream.Stream[int] { return stream.Empty[int]().Cycle() }),
	yields("A13", "what is in a channel comes after its close", "1 2", func() stream.Stream[int] {
		ch := make(chan int, 2)
		ch <- 1
		ch <- 2
		close(ch)
		return stream.FromChan(ch)
	}, once),
	yields("A14", "a channel that is open and empty is waited for", "1m a 20m b", func() stream.Stream[string] {
		return stream.FromChan(channel("1m a 20m b"))
	}, once),
}
