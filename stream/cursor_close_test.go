package stream_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestCursorClose(t *testing.T) {
	bubble(t, "before the first demand the stream never runs", func(t *testing.T) {
		touched := stream.Generate(func(context.Context, func(int) bool) error { panic("started") })
		c := touched.Cursor(t.Context())
		c.Close()
		assertEnd(t, c)
		c.Close()
		assertEnd(t, c)
	})
	bubble(t, "cancels and joins everything, and then there is the end", func(t *testing.T) {
		for n := range 4 {
			var g gauge
			s := stream.Iter(ints(9)).TryMap(func(ctx context.Context, v int) (int, error) {
				defer g.enter()()
				if v == 0 {
					return v, nil
				}
				<-ctx.Done()
				time.Sleep(time.Minute)
				return v, ctx.Err()
			})
			if n > 0 {
				s = s.Buffered(n)
			}
			c := s.Cursor(t.Context())
			assert.Equal(t, cursorStep{0, true, nil}, stepOf(c.Next()))
			start := time.Now()
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			_, err := c.Rest().TryCollect(ctx)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			assert.Equal(t, time.Second, time.Since(start), "the pull stays under way")
			cancel()
			c.Close()
			assert.Equal(t, time.Minute+time.Second, time.Since(start))
			assert.Zero(t, g.now.Load())
			assertEnd(t, c)
			c.Close()
			assertEnd(t, c)
		}
	})
	bubble(t, "drops what was peeked at, and is a no-op after the end", func(t *testing.T) {
		c := stream.Of(1, 2).Cursor(t.Context())
		_, _, _ = c.Peek()
		c.Close()
		assertEnd(t, c)
		c = stream.Of(1).Cursor(t.Context())
		assert.Equal(t, elementsOf[int](1), stepsOf(c))
		c.Close()
		assertEnd(t, c)
	})
	bubble(t, "after the end of ctx there is no last element", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c := stream.Of(1, 2).Cursor(ctx)
		_, _, _ = c.Next()
		cancel()
		c.Close()
		assertEnd(t, c)
	})
}

func TestCursorCrash(t *testing.T) {
	crashing := func(g *gauge, crash func()) []stream.Stream[int] {
		task := func(ctx context.Context, v int) (int, error) {
			defer g.enter()()
			switch v {
			case 0:
				return 0, nil
			case 1:
				time.Sleep(time.Second)
				crash()
			}
			<-ctx.Done()
			time.Sleep(time.Second)
			return v, ctx.Err()
		}
		return []stream.Stream[int]{
			stream.Iter(ints(6)).TryMap(task), stream.Iter(ints(6)).TryMap(task).Buffered(3), pullsOf(6, new(int)).TryMap(task).BufferedUnordered(3),
		}
	}
	for way, crash := range map[string]func(){"a panic": gPanic, "Goexit": gGoexit} {
		for call, demand := range map[string]func(ctx context.Context, c *stream.Cursor[int]){
			"Next":           func(ctx context.Context, c *stream.Cursor[int]) { _, _, _ = c.Next() },
			"Peek":           func(ctx context.Context, c *stream.Cursor[int]) { _, _, _ = c.Peek() },
			"NextIf":         func(ctx context.Context, c *stream.Cursor[int]) { _, _, _ = c.NextIf(even) },
			"Rest":           func(ctx context.Context, c *stream.Cursor[int]) { _ = c.Rest().Drain(ctx) },
			"Rest, Buffered": func(ctx context.Context, c *stream.Cursor[int]) { _ = c.Rest().Buffered(2).Drain(ctx) },
		} {
			bubble(t, way+" is continued by the "+call+" that waits, all is joined, and then there is the end", func(t *testing.T) {
				var g gauge
				for _, s := range crashing(&g, crash) {
					c := s.Cursor(t.Context())
					assert.Equal(t, cursorStep{0, true, nil}, stepOf(c.Next()))
					gCall(func() {
						defer func() { assert.Zero(t, g.now.Load()) }()
						demand(t.Context(), c)
					}).crashed(t, way == "Goexit")
					assertEnd(t, c)
					c.Close()
				}
			})
			bubble(t, way+" between two demands ends the run at once, and is continued by the next "+call, func(t *testing.T) {
				var g gauge
				for _, s := range crashing(&g, crash)[1:] {
					c := s.Cursor(t.Context())
					assert.Equal(t, cursorStep{0, true, nil}, stepOf(c.Next()))
					time.Sleep(time.Hour)
					assert.Zero(t, g.now.Load())
					gCall(func() { demand(t.Context(), c) }).crashed(t, way == "Goexit")
					assertEnd(t, c)
				}
			})
		}
		bubble(t, way+" between two demands ends sequence stages at once too", func(t *testing.T) {
			var g gauge
			l := gNewLog()
			c := crashing(&g, crash)[1].Transform(func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
				defer l.add("left")
				for v, err := range in {
					if !yield(v, err) {
						break
					}
				}
			}).Cursor(t.Context())
			assert.Equal(t, cursorStep{0, true, nil}, stepOf(c.Next()))
			time.Sleep(time.Hour)
			assert.Equal(t, []string{"2s left"}, l.lines(), "when the tasks have")
			gCall(func() { _, _, _ = c.Next() }).crashed(t, way == "Goexit")
		})
		bubble(t, way+" that nobody has met is dropped by Close", func(t *testing.T) {
			var g gauge
			for _, s := range crashing(&g, crash)[1:] {
				c := s.Cursor(t.Context())
				assert.Equal(t, cursorStep{0, true, nil}, stepOf(c.Next()))
				time.Sleep(time.Hour)
				c.Close()
				assertEnd(t, c)
			}
		})
	}
	bubble(t, "the panic is the same *panics.Recovered, once wrapped", func(t *testing.T) {
		inner := panics.NewRecovered(0, errWhy)
		c := stream.Of(1).Inspect(func(int) { panic(&inner) }).Cursor(t.Context())
		assert.PanicsWithValue(t, &inner, func() { _, _, _ = c.Next() })
	})
	bubble(t, "a panic that is under way passes a deferred Close", func(t *testing.T) {
		assert.PanicsWithValue(t, "mine", func() {
			c := stream.Of(0, 1).Inspect(func(v int) { time.Sleep(time.Duration(v) * time.Second); gAt(v, gPanic) }).Buffered(2).Cursor(t.Context())
			defer c.Close()
			_, _, _ = c.Next()
			time.Sleep(time.Hour)
			panic("mine")
		})
	})
	t.Run("a nil p panics", func(t *testing.T) {
		c := stream.Of(1).Cursor(t.Context())
		require.PanicsWithValue(t, "stream: NextIf: p must not be nil", func() { _, _, _ = c.NextIf(nil) })
	})
}

func ExampleCursor_Close() {
	endless := stream.Unfold(1, func(v int) (int, int, bool) { return v, 2 * v, true })
	c := endless.Buffered(4).Cursor(context.Background())
	defer c.Close() // nothing of the stream runs any more when this function returns
	for range 3 {
		fmt.Println(c.Next())
	}
	// Output:
	// 1 true <nil>
	// 2 true <nil>
	// 4 true <nil>
}
