package stream_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestCursorRest(t *testing.T) {
	add := func(sum, v int) int { return sum + v }
	bubble(t, "J7: what a part does not consume stays in the cursor", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Of(1, 2, 3, 4, 5), stream.Of(1, 2, 3, 4, 5).Buffered(3)} {
			c := s.Cursor(t.Context())
			for _, want := range []int{3, 7, 5, 0} {
				sum, err := c.Rest().Take(2).Fold(t.Context(), 0, add)
				require.NoError(t, err)
				assert.Equal(t, want, sum)
			}
			assertEnd(t, c)
		}
	})
	bubble(t, "the element that was peeked at comes first", func(t *testing.T) {
		c := stream.Of(1, 2, 3).Cursor(t.Context())
		assert.Equal(t, cursorStep{1, true, nil}, stepOf(c.Next()))
		assert.Equal(t, cursorStep{2, true, nil}, stepOf(c.Peek()))
		rest := c.Rest()
		assert.Equal(t, elementsOf[int](2), rest.Take(1).Collect(t.Context()))
		assert.Equal(t, cursorStep{3, true, nil}, stepOf(c.NextIf(func(v int) bool { return v == 3 })))
		assert.Empty(t, rest.Collect(t.Context()))
	})
	bubble(t, "running it twice continues where the first run stopped, errors in place", func(t *testing.T) {
		pulled := 0
		c := pullsOf(6, &pulled).TryMap(func(_ context.Context, v int) (int, error) { return v, map[int]error{1: errBoom, 4: errWhy}[v] }).Cursor(t.Context())
		rest := c.Rest()
		vs, err := rest.TryCollect(t.Context())
		assert.Equal(t, []int{0}, vs)
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, 2, pulled)
		assert.Equal(t, cursorStep{2, true, nil}, stepOf(c.Next()))
		assert.Equal(t, elementsOf[int](3, errWhy, 5), rest.Collect(t.Context()))
		assert.Empty(t, rest.Collect(t.Context()))
	})
	bubble(t, "Next within a loop over it takes the element after", func(t *testing.T) {
		c := stream.Iter(ints(6)).Cursor(t.Context())
		for v, err := range c.Rest().All(t.Context()) {
			require.NoError(t, err)
			assert.Equal(t, cursorStep{v + 1, true, nil}, stepOf(c.Next()))
		}
		assertEnd(t, c)
	})
	bubble(t, "Close within a loop over it ends the loop", func(t *testing.T) {
		c := stream.Iter(ints(6)).Cursor(t.Context())
		n := 0
		for range c.Rest().All(t.Context()) {
			n++
			c.Close()
		}
		assert.Equal(t, 1, n)
		assertEnd(t, c)
	})
	bubble(t, "is empty after Close", func(t *testing.T) {
		c := stream.Of(1, 2).Cursor(t.Context())
		rest := c.Rest()
		c.Close()
		assert.Empty(t, rest.Collect(t.Context()))
	})
	bubble(t, "a boundary below it reads ahead what is then lost", func(t *testing.T) {
		c := stream.Iter(ints(9)).Cursor(t.Context())
		defer c.Close()
		for v, err := range c.Rest().Buffered(2).All(t.Context()) {
			require.NoError(t, err)
			assert.Zero(t, v)
			time.Sleep(time.Second)
			break
		}
		assert.Equal(t, cursorStep{3, true, nil}, stepOf(c.Next()))
	})
}

func TestCursorRestContext(t *testing.T) {
	// slow yields 0, 1, 2 ... one a minute, whatever happens to the contexts of those who wait.
	slow := func() stream.Stream[int] {
		return stream.Iter(ints(9)).Map(func(v int) int { time.Sleep(time.Minute); return v })
	}
	bubble(t, "that is done yields nothing but the terminal's cause, and takes nothing", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errWhy)
		pulled := 0
		c := pullsOf(3, &pulled).Cursor(t.Context())
		defer c.Close()
		assert.Equal(t, elementsOf[int](errWhy), c.Rest().Collect(ctx))
		assert.Zero(t, pulled)

		ctx, cancel = context.WithCancelCause(t.Context())
		within := stream.Of(1).FlatMap(func(int) stream.Stream[int] {
			cancel(errWhy)
			return c.Rest()
		})
		assert.Equal(t, elementsOf[int](errWhy), within.Collect(ctx))
		synctest.Wait()
		assert.Zero(t, pulled)
	})
	bubble(t, "that ends while a pull is under way: the run returns at once, and the element is not lost", func(t *testing.T) {
		for name, below := range map[string]func(stream.Stream[int]) stream.Stream[int]{
			"alone":    func(s stream.Stream[int]) stream.Stream[int] { return s },
			"Take":     func(s stream.Stream[int]) stream.Stream[int] { return s.Take(5) },
			"Buffered": func(s stream.Stream[int]) stream.Stream[int] { return s.Buffered(1) },
		} {
			for again, next := range map[string]func(c *stream.Cursor[int]) cursorStep{
				"Next": func(c *stream.Cursor[int]) cursorStep { return stepOf(c.Next()) },
				"Peek": func(c *stream.Cursor[int]) cursorStep { return stepOf(c.Peek()) },
				"Rest": func(c *stream.Cursor[int]) cursorStep {
					v, err := c.Rest().First(t.Context())
					return cursorStep{v, err == nil, err}
				},
			} {
				c := slow().Cursor(t.Context())
				start := time.Now()
				for range 3 {
					ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
					assert.Equal(t, elementsOf[int](errWhy), below(c.Rest()).Collect(ctx), name)
					cancel()
				}
				assert.Equal(t, 3*time.Second, time.Since(start), name)
				assert.Equal(t, cursorStep{0, true, nil}, next(c), again)
				assert.Equal(t, time.Minute, time.Since(start), again)
				c.Close()
			}
		}
	})
	bubble(t, "an element that comes at the moment of its end is not lost", func(t *testing.T) {
		for range 50 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			c := slow().Cursor(t.Context())
			got, err := c.Rest().TryCollect(ctx)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			for want := len(got); want < 3; want++ {
				assert.Equal(t, cursorStep{want, true, nil}, stepOf(c.Next()))
			}
			cancel()
			c.Close()
		}
	})
	bubble(t, "the functions of the stream see that of the cursor", func(t *testing.T) {
		c := stream.Of(1).TryMap(func(ctx context.Context, v int) (int, error) {
			return v, gWait(ctx, time.Minute)
		}).Cursor(t.Context())
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, c.Rest().Drain(ctx), context.DeadlineExceeded)
		assert.Equal(t, elementsOf[int](1), c.Rest().Collect(t.Context()))
	})
	bubble(t, "the end of the cursor's is the last element, so that a part is not taken for the whole", func(t *testing.T) {
		for i := range 20 {
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
			c := slow().Cursor(ctx)
			if i%2 == 0 {
				time.Sleep(time.Hour)
			}
			vs, err := c.Rest().TryCollect(t.Context())
			assert.Empty(t, vs)
			require.ErrorIs(t, err, errWhy)
			assertEnd(t, c)
			cancel()
		}
	})
	bubble(t, "if both end, the cursor's last element stays", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
		defer cancel()
		c := stream.Pending[int]().Cursor(ctx)
		assert.Equal(t, elementsOf[int](errWhy), c.Rest().Collect(ctx), "once")
	})
}

func ExampleCursor_Rest() {
	ctx := context.Background()
	rows := stream.Of("id,name", "1,ada", "2,bob").Cursor(ctx)
	defer rows.Close()
	header, _, err := rows.Next()
	fmt.Println(header, err)

	n, err := rows.Rest().Count(ctx)
	fmt.Println(n, "rows", err)
	// Output:
	// id,name <nil>
	// 2 rows <nil>
}
