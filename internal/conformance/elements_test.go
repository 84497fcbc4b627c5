package conformance_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stream"
)

var elementStages = []behaviour{
	yields("B1", "Map", "4 5 6", func() stream.Stream[int] { return upTo(3).Map(plus(3)) }),
	check("B1", "Map calls f once for each, in order", func(t *testing.T) {
		var seen []int
		assert.Equal(t, "1 2 3", got(t, upTo(3).Map(func(v int) int { seen = append(seen, v); return v })))
		assert.Equal(t, []int{1, 2, 3}, seen)
	}),
	yields("B2", "Enumerate counts from 0", "{0,a} {1,b} {2,c}", func() stream.Stream[stream.Indexed[string]] {
		return words("a b c").Enumerate()
	}),
	yields("B3", "Filter", "2 4 6 8 10", func() stream.Stream[int] { return upTo(10).Filter(even) }),
	yields("B4", "FilterMap", "3 5 7 9 11", func() stream.Stream[int] {
		return upTo(10).FilterMap(func(v int) (int, bool) { return v + 1, even(v) })
	}),
	yields("B5", "TryMap one after another", "1s 4 1s 5 1s 6", func() stream.Stream[int] {
		return upTo(3).TryMap(func(ctx context.Context, v int) (int, error) { return v + 3, wait(ctx, time.Second) })
	}),
	check("B5", "TryMap without a boundary asks for an element when the task before it is done", func(t *testing.T) {
		pulled, done := 0, 0
		s := endless(&pulled).TryMap(func(ctx context.Context, v int) (int, error) {
			assert.Equal(t, done+1, pulled)
			defer func() { done++ }()
			return v, wait(ctx, time.Second)
		})
		assert.Equal(t, "1s 0 1s 1 1s 2", got(t, s.Take(3)))
	}),
	yields("B6", "Scan with TakeWhile ends for good", "1 2 3 4", func() stream.Stream[int] {
		return ended(stream.Of(1, 2, 3, 4, 6, 8, 2).Scan(1, func(s, v int) (int, word) { return s + 1, word{v, v < s+1} }))
	}),
	yields("B7", "Scan with TakeWhile does not yield what ends it", "1 2 3", func() stream.Stream[int] {
		return ended(upTo(10).Scan(0, func(sum, v int) (int, word) { return sum + v, word{v, sum+v < 10} }))
	}),
	yields("B8", "SkipWhile", "6 7 8 9 10", func() stream.Stream[int] { return upTo(10).SkipWhile(below(6)) }),
	check("B8", "SkipWhile does not ask again after the first that stays", func(t *testing.T) {
		asked := 0
		s := upTo(10).SkipWhile(func(v int) bool { asked++; return v <= 5 })
		assert.Equal(t, "6 7 8 9 10", got(t, s))
		assert.Equal(t, 6, asked)
	}),
	yields("B9", "SkipWhile and a lower value later", "9 2", func() stream.Stream[int] { return stream.Of(1, 9, 2).SkipWhile(below(5)) }),
	yields("B10", "TakeWhile", "1 2 3 4 5", func() stream.Stream[int] { return upTo(10).TakeWhile(below(6)) }),
	check("B10", "TakeWhile pulls one more than it yields", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "0 1 2 3 4", got(t, endless(&pulled).TakeWhile(below(5))))
		assert.Equal(t, 6, pulled)
	}),
	yields("B11", "MapWhile", "4 5 6", func() stream.Stream[int] {
		return upTo(10).MapWhile(func(v int) (int, bool) { return v + 3, v < 4 })
	}),
	check("B12", "MapWhile does not read on", func(t *testing.T) {
		pulled := 0
		s := endless(&pulled).MapWhile(func(v int) (int, bool) { return v, v%3 < 2 })
		assert.Equal(t, "0 1", got(t, s))
		assert.Equal(t, 3, pulled)
	}),
	yields("B13", "Take", "1 2 3", func() stream.Stream[int] { return upTo(10).Take(3) }),
	check("B13", "Take pulls no more than it yields", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "0 1 2", got(t, endless(&pulled).Take(3)))
		assert.Equal(t, 3, pulled)
	}),
	yields("B14", "Take(0) of a source that says nothing", "", func() stream.Stream[int] { return stream.Pending[int]().Take(0) }),
	check("B14", "Take(0) pulls nothing", func(t *testing.T) {
		pulled := 0
		assert.Empty(t, got(t, endless(&pulled).Take(0)))
		assert.Zero(t, pulled)
	}),
	yields("B15", "Take counts errors", "1 #e", func() stream.Stream[int] { return numbers("1 #e 2").Take(2) }),
	yields("B16", "Skip", "6 7 8 9 10", func() stream.Stream[int] { return upTo(10).Skip(5) }),
	yields("B17", "TakeUntil ends when stop is closed", "1s 1 1s 2 1s 3 500ms", func() stream.Stream[string] {
		return words("1s 1 1s 2 1s 3 1s 4 1s 5").TakeUntil(after(3500 * time.Millisecond))
	}, once),
	check("B18", "a stop that is closed comes before an element that is ready", func(t *testing.T) {
		pulled := 0
		assert.Empty(t, got(t, endless(&pulled).TakeUntil(closed())))
		assert.Zero(t, pulled)
	}),
	yields("B19", "TakeUntil ends with its source", "1s 1", func() stream.Stream[string] {
		return words("1s 1").TakeUntil(after(time.Minute))
	}, once),
	yields("B20", "a stop that nobody closes lets the stream run", "1 2 3", func() stream.Stream[int] {
		return upTo(3).TakeUntil(make(chan struct{}))
	}),
	yields("B20", "so does none", "1 2 3", func() stream.Stream[int] { return upTo(3).TakeUntil(nil) }),
	check("B21", "a source is not asked again after its end", func(t *testing.T) {
		asked := 0
		s := stream.Unfold(0, func(i int) (int, int, bool) { asked++; return i, i + 1, i < 4 || i > 4 })
		assert.Equal(t, "0 1 2 3", got(t, s))
		assert.Equal(t, 5, asked)
	}),
	check("B22", "Inspect sees each once, in order", func(t *testing.T) {
		var seen []int
		assert.Equal(t, "1 2 3", got(t, upTo(3).Inspect(func(v int) { seen = append(seen, v) })))
		assert.Equal(t, []int{1, 2, 3}, seen)
	}),
	check("B23", "Peek consumes nothing", func(t *testing.T) {
		c := upTo(3).Cursor(t.Context())
		defer c.Close()
		assert.Equal(t, "1", next(c.Peek()))
		assert.Equal(t, "1", next(c.Peek()))
		assert.Equal(t, "1 2 3", got(t, c.Rest()))
		assert.Equal(t, end, next(c.Next()))
	}),
	check("B25", "NextIf leaves what does not match", func(t *testing.T) {
		c := words("Heart of Gold").Cursor(t.Context())
		defer c.Close()
		is := func(w string) func(string) bool { return func(v string) bool { return v == w } }
		assert.Equal(t, end, next(c.NextIf(is("Trillian"))))
		assert.Equal(t, "Heart", next(c.NextIf(is("Heart"))))
		assert.Equal(t, "of", next(c.Peek()))
		assert.Equal(t, "of", next(c.NextIf(is("of"))))
		assert.Equal(t, end, next(c.NextIf(is("Zaphod"))))
		assert.Equal(t, "Gold", next(c.Next()))
		assert.Equal(t, end, next(c.Next()))
		assert.Equal(t, end, next(c.Next()))
	}),
	check("B26", "NextIf once, and not again", func(t *testing.T) {
		c := stream.Of(0, 1, 2, 3, 4).Cursor(t.Context())
		defer c.Close()
		assert.Equal(t, "0", next(c.NextIf(below(1))))
		assert.Equal(t, end, next(c.NextIf(below(1))))
		assert.Equal(t, "1", next(c.Next()))
	}),
	check("B27", "Peek at nothing", func(t *testing.T) {
		c := stream.Empty[int]().Cursor(t.Context())
		defer c.Close()
		assert.Equal(t, end, next(c.Peek()))
		assert.Equal(t, end, next(c.Next()))
	}),
	yields("B28", "FlatMap reads one inner stream after another", "0 2 4 6 8 10 0 2", func() stream.Stream[int] {
		return stream.Of([2]int{0, 4}, [2]int{6, 10}, [2]int{0, 2}).FlatMap(func(r [2]int) stream.Stream[int] {
			return fromTo(r[0], r[1]).Filter(even)
		})
	}),
	yields("B29", "FlatMap to 1, 2, 3 copies", "4 5 5 6 6 6", func() stream.Stream[int] {
		return upTo(3).FlatMap(func(n int) stream.Stream[int] { return upTo(n).Map(func(int) int { return n + 3 }) })
	}),
	yields("B30", "Flatten reads one channel after another", "1s 1 2s 2 3 4", func() stream.Stream[string] {
		return stream.Of(stream.FromChan(channel("1s 1 2s 2")), stream.FromChan(channel("3 1s 4"))).Through(stage.Flatten)
	}, once),
}

const end = "end"

// next draws what a cursor returns.
func next[T any](v T, ok bool, err error) string {
	if !ok && err == nil {
		return end
	}
	return drawn(v, err)
}

// after is closed after d.
func after(d time.Duration) <-chan struct{} {
	ch := make(chan struct{})
	time.AfterFunc(d, func() { close(ch) })
	return ch
}

func closed() <-chan struct{} {
	ch := make(chan struct{})
	close(ch)
	return ch
}

// word is a value and whether the stream goes on.
type word struct {
	v  int
	ok bool
}

func ended(s stream.Stream[word]) stream.Stream[int] {
	return s.TakeWhile(func(w word) bool { return w.ok }).Map(func(w word) int { return w.v })
}

func even(v int) bool                    { return v%2 == 0 }
func plus(n int) func(int) int           { return func(v int) int { return v + n } }
func below(n int) func(int) bool         { return func(v int) bool { return v < n } }
func fromTo(a, b int) stream.Stream[int] { return upTo(b + 1 - a).Map(plus(a - 1)) }
