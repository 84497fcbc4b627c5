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

// A cursorStep is what Next, Peek and NextIf return.
type cursorStep struct {
	v   int
	ok  bool
	err error
}

func stepOf(v int, ok bool, err error) cursorStep { return cursorStep{v, ok, err} }

var cursorEnd = cursorStep{}

// assertEnd asserts that c is at its end for ever.
func assertEnd(t *testing.T, c *stream.Cursor[int]) {
	t.Helper()
	for range 3 {
		assert.Equal(t, cursorEnd, stepOf(c.Next()), "Next")
		assert.Equal(t, cursorEnd, stepOf(c.Peek()), "Peek")
		assert.Equal(t, cursorEnd, stepOf(c.NextIf(even)), "NextIf")
		assert.Empty(t, c.Rest().Collect(t.Context()), "Rest")
	}
}

// stepsOf are those of Next up to the end.
func stepsOf(c *stream.Cursor[int]) []stream.Result[int] {
	out := []stream.Result[int]{}
	for v, ok, err := c.Next(); ok; v, ok, err = c.Next() {
		out = append(out, stream.Result[int]{Value: v, Err: err})
	}
	return out
}

func TestCursor(t *testing.T) {
	bubble(t, "Next returns one element after another, errors in place, and then the end for ever", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{sourceOf[int](1, errBoom, 3), sourceOf[int](1, errBoom, 3).Buffered(2)} {
			c := s.Cursor(t.Context())
			assert.Equal(t, elementsOf[int](1, errBoom, 3), stepsOf(c))
			assertEnd(t, c)
		}
		assertEnd(t, stream.Empty[int]().Cursor(t.Context()))
		assertEnd(t, stream.Stream[int]{}.Cursor(t.Context()))
	})
	bubble(t, "nothing runs before the first demand, and nothing is pulled that was not asked for", func(t *testing.T) {
		pulled := 0
		c := pullsOf(9, &pulled).Cursor(t.Context())
		defer c.Close()
		_ = c.Rest()
		time.Sleep(time.Hour)
		assert.Zero(t, pulled)
		for want := range 5 {
			assert.Equal(t, cursorStep{want, true, nil}, stepOf(c.Peek()))
			assert.Equal(t, cursorStep{want, true, nil}, stepOf(c.Next()))
			time.Sleep(time.Hour)
			assert.Equal(t, want+1, pulled)
		}
	})
	bubble(t, "a boundary reads its window ahead of what was asked for", func(t *testing.T) {
		pulled := 0
		c := pullsOf(20, &pulled).Buffered(3).Cursor(t.Context())
		defer c.Close()
		for want := range 5 {
			assert.Equal(t, cursorStep{want, true, nil}, stepOf(c.Next()))
			synctest.Wait()
			assert.Equal(t, want+1+3, pulled)
		}
	})
	bubble(t, "B23: peeking shows the next element, and does not consume it", func(t *testing.T) {
		c := stream.Of(1, 2, 3).Cursor(t.Context())
		assert.Equal(t, cursorStep{1, true, nil}, stepOf(c.Peek()))
		assert.Equal(t, cursorStep{1, true, nil}, stepOf(c.Peek()))
		assert.Equal(t, elementsOf[int](1, 2, 3), c.Rest().Collect(t.Context()))
		c = sourceOf[int](errBoom, 2).Cursor(t.Context())
		defer c.Close()
		assert.Equal(t, cursorStep{0, true, errBoom}, stepOf(c.Peek()))
		assert.Equal(t, cursorStep{0, true, errBoom}, stepOf(c.Next()))
		assert.Equal(t, cursorStep{2, true, nil}, stepOf(c.Peek()))
	})
	bubble(t, "B27: peeking at an empty stream is the end", func(t *testing.T) {
		c := stream.Empty[int]().Cursor(t.Context())
		assert.Equal(t, cursorEnd, stepOf(c.Peek()))
		assertEnd(t, c)
	})
	bubble(t, "B25: what NextIf does not want stays for later", func(t *testing.T) {
		c := stream.Of("Heart", "of", "Gold").Cursor(t.Context())
		defer c.Close()
		nextIf := func(want string) string {
			v, ok, err := c.NextIf(func(v string) bool { return v == want })
			require.NoError(t, err)
			assert.Equal(t, ok, v != "")
			return v
		}
		assert.Empty(t, nextIf("Trillian"))
		assert.Equal(t, "Heart", nextIf("Heart"))
		v, ok, err := c.Peek()
		require.NoError(t, err)
		assert.True(t, ok)
		assert.Equal(t, "of", v)
		assert.Equal(t, "of", nextIf("of"))
		assert.Empty(t, nextIf("Zaphod"))
		v, ok, err = c.Next()
		require.NoError(t, err)
		assert.True(t, ok)
		assert.Equal(t, "Gold", v)
		assert.Empty(t, nextIf("Gold"))
	})
	bubble(t, "B26: NextIf, NextIf, Next", func(t *testing.T) {
		c := stream.Iter(ints(5)).Cursor(t.Context())
		defer c.Close()
		zero := func(v int) bool { return v == 0 }
		assert.Equal(t, cursorStep{0, true, nil}, stepOf(c.NextIf(zero)))
		assert.Equal(t, cursorEnd, stepOf(c.NextIf(zero)))
		assert.Equal(t, cursorStep{1, true, nil}, stepOf(c.Next()))
	})
	bubble(t, "NextIf consumes an error without asking p, and does not ask it at the end", func(t *testing.T) {
		c := sourceOf[int](errBoom, 2).Cursor(t.Context())
		never := func(int) bool { panic("asked") }
		assert.Equal(t, cursorStep{0, true, errBoom}, stepOf(c.NextIf(never)))
		assert.Equal(t, cursorStep{2, true, nil}, stepOf(c.NextIf(even)))
		assert.Equal(t, cursorEnd, stepOf(c.NextIf(never)))
	})
	bubble(t, "a panic of p passes as it is, and the value stays", func(t *testing.T) {
		c := stream.Of(1, 2).Cursor(t.Context())
		defer c.Close()
		assert.PanicsWithValue(t, "p", func() { _, _, _ = c.NextIf(func(int) bool { panic("p") }) })
		assert.Equal(t, cursorStep{1, true, nil}, stepOf(c.Next()))
	})
	bubble(t, "every Cursor runs the stream anew", func(t *testing.T) {
		s := fromMarbles("1 # 3").Buffered(2)
		a, b := s.Cursor(t.Context()), s.Cursor(t.Context())
		for range 4 {
			assert.Equal(t, stepOf(a.Next()), stepOf(b.Next()))
		}
		assertEnd(t, a)
	})
}

func TestCursorContext(t *testing.T) {
	bubble(t, "its end is one last element, also while Next waits, and then the end", func(t *testing.T) {
		for _, n := range []int{0, 1, 3} {
			var g gauge
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, errWhy)
			s := stream.Iter(ints(9)).TryMap(func(ctx context.Context, v int) (int, error) {
				defer g.enter()()
				if v < 2 {
					return v, gWait(ctx, time.Second)
				}
				<-ctx.Done()
				time.Sleep(time.Minute)
				return v, ctx.Err()
			})
			if n > 0 {
				s = s.Buffered(n)
			}
			start := time.Now()
			c := s.Cursor(ctx)
			assert.Equal(t, elementsOf[int](0, 1, errWhy), stepsOf(c))
			assert.Equal(t, time.Minute+2500*time.Millisecond, time.Since(start), "everything is joined")
			assert.Zero(t, g.now.Load())
			assertEnd(t, c)
			cancel()
		}
	})
	bubble(t, "that ends between two demands ends the run at once", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		l := gNewLog()
		c := stream.Generate(func(_ context.Context, yield func(int) bool) error {
			for i := 0; yield(i); i++ {
			}
			l.add("left")
			return errBoom
		}).Cursor(ctx)
		assert.Equal(t, cursorStep{0, true, nil}, stepOf(c.Next()))
		assert.Equal(t, cursorStep{1, true, nil}, stepOf(c.Peek()))
		time.Sleep(time.Second)
		cancel(errWhy)
		time.Sleep(time.Hour)
		assert.Equal(t, []string{"1s left"}, l.lines())
		assert.Equal(t, cursorStep{1, true, nil}, stepOf(c.Next()), "what was peeked at")
		assert.Equal(t, cursorStep{0, true, errWhy}, stepOf(c.Peek()))
		assert.Equal(t, cursorStep{0, true, errWhy}, stepOf(c.NextIf(even)))
		assertEnd(t, c)
	})
	t.Run("that is done before the run is the only element, also of an empty stream", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errWhy)
		for _, s := range []stream.Stream[int]{stream.Empty[int](), {}, stream.Of(1)} {
			c := s.Cursor(ctx)
			assert.Equal(t, elementsOf[int](errWhy), stepsOf(c))
			assertEnd(t, c)
		}
	})
	bubble(t, "that ends after the end changes nothing", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		c := stream.Of(1).Cursor(ctx)
		assert.Equal(t, elementsOf[int](1), stepsOf(c))
		cancel(errWhy)
		assertEnd(t, c)
	})
}

func ExampleStream_Cursor() {
	ctx := context.Background()
	c := stream.Of("name: ada", "age: 36", "", "body", "of the message").Cursor(ctx)
	defer c.Close()
	for line, ok, err := c.Next(); ok && line != ""; line, ok, err = c.Next() {
		fmt.Println("header", line, err)
	}
	body, err := c.Rest().TryCollect(ctx)
	fmt.Println(len(body), "lines", err)
	// Output:
	// header name: ada <nil>
	// header age: 36 <nil>
	// 2 lines <nil>
}

func ExampleCursor_Next() {
	c := stream.Of(1, 2).Cursor(context.Background())
	defer c.Close()
	fmt.Println(c.Next())
	fmt.Println(c.Next())
	fmt.Println(c.Next())
	// Output:
	// 1 true <nil>
	// 2 true <nil>
	// 0 false <nil>
}

func ExampleCursor_Peek() {
	c := stream.Of("a", "b").Cursor(context.Background())
	defer c.Close()
	fmt.Println(c.Peek())
	fmt.Println(c.Next())
	fmt.Println(c.Peek())
	// Output:
	// a true <nil>
	// a true <nil>
	// b true <nil>
}

func ExampleCursor_NextIf() {
	tokens := stream.Of("-", "7").Cursor(context.Background())
	defer tokens.Close()
	_, negative, _ := tokens.NextIf(func(token string) bool { return token == "-" })
	number, _, _ := tokens.Next()
	fmt.Println(negative, number)
	// Output: true 7
}
