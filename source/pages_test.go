package source_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
)

// A library has pages, the cursor of each is its number and one. fetch counts calls.
type library struct {
	pages [][]int
	calls []int
	after func(ctx context.Context, page int) error // what it costs; may be nil
}

func (l *library) fetch(ctx context.Context, cursor int) ([]int, int, error) {
	l.calls = append(l.calls, cursor)
	if l.after != nil {
		if err := l.after(ctx, cursor-1); err != nil {
			return nil, 0, err
		}
	}
	next := cursor + 1
	if cursor == len(l.pages) {
		next = 0
	}
	return l.pages[cursor-1], next, nil
}

func TestPages(t *testing.T) {
	for n := range 5 {
		bubble(t, fmt.Sprintf("Ahead(%d) yields all items, also of pages of any size", n), func(t *testing.T) {
			l := library{pages: [][]int{{}, {1, 2}, nil, {}, {3}, {4, 5, 6}, {}}}
			s := source.Pages(1, l.fetch, source.Ahead(n))
			for range 2 {
				l.calls = nil
				got, err := s.TryCollect(t.Context())
				require.NoError(t, err)
				assert.Equal(t, []int{1, 2, 3, 4, 5, 6}, got)
				assert.Equal(t, []int{1, 2, 3, 4, 5, 6, 7}, l.calls)
			}
		})
		bubble(t, fmt.Sprintf("Ahead(%d) fetches exactly so many pages ahead", n), func(t *testing.T) {
			l := library{pages: [][]int{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}}}
			first := true
			for v := range source.Pages(1, l.fetch, source.Ahead(n)).All(t.Context()) {
				synctest.Wait()
				want := min(v+1+n, len(l.pages))
				assert.Len(t, l.calls, want, "at page %d", v)
				if v == 4 && !first {
					break
				}
				first = !first
			}
			synctest.Wait()
			assert.Len(t, l.calls, min(5+n, 6), "and none after that")
		})
		bubble(t, fmt.Sprintf("Ahead(%d): an error ends it, behind all items before and beside it", n), func(t *testing.T) {
			s := source.Pages(1, func(_ context.Context, cursor int) ([]int, int, error) {
				if cursor == 3 {
					return []int{7}, 4, errBoom
				}
				return []int{cursor, cursor}, cursor + 1, nil
			}, source.Ahead(n))
			for range 2 {
				got, err := s.TryCollect(t.Context())
				assert.Equal(t, errBoom, err)
				assert.Equal(t, []int{1, 1, 2, 2, 7}, got)
				results, err := s.Results().TryCollect(t.Context())
				require.NoError(t, err)
				require.Len(t, results, 6)
				assert.Equal(t, errBoom, results[5].Err)
			}
		})
		bubble(t, fmt.Sprintf("Ahead(%d): the context of fetch ends with the run and when the consumer leaves", n), func(t *testing.T) {
			slow := func(ctx context.Context, page int) error {
				if page < 2 {
					return nil
				}
				<-ctx.Done()
				time.Sleep(time.Second) // still cleaning up
				return errors.New("interrupted")
			}
			l := library{pages: [][]int{{0}, {1}, {2}, {3}}, after: slow}
			s := source.Pages(1, l.fetch, source.Ahead(n))
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(errBoom) })
			got, err := s.TryCollect(ctx)
			assert.Equal(t, errBoom, err)
			assert.Equal(t, []int{0, 1}, got)

			got, err = s.Take(2).TryCollect(t.Context())
			assert.NoError(t, err)
			assert.Equal(t, []int{0, 1}, got)
		})
	}
	t.Run("the zero value of the cursor may be the first", func(t *testing.T) {
		var asked []string
		got, err := source.Pages("", func(_ context.Context, token string) ([]string, string, error) {
			asked = append(asked, token)
			return []string{"of " + token}, map[string]string{"": "x", "x": "y"}[token], nil
		}).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []string{"of ", "of x", "of y"}, got)
		assert.Equal(t, []string{"", "x", "y"}, asked)
	})
	bubble(t, "without Ahead, the next page comes when its first item is asked for", func(t *testing.T) {
		l := library{pages: [][]int{{0, 1}, {2}}}
		c := source.Pages(1, l.fetch).Cursor(t.Context())
		defer c.Close()
		for i, want := range []int{1, 1, 2} {
			v, _, err := c.Next()
			require.NoError(t, err)
			synctest.Wait()
			assert.Equal(t, i, v)
			assert.Len(t, l.calls, want)
		}
	})
	bubble(t, "with Ahead, pages and what is done with them take their time together", func(t *testing.T) {
		second := func(context.Context, int) error { time.Sleep(time.Second); return nil }
		for n, want := range []time.Duration{8 * time.Second, 5 * time.Second, 5 * time.Second} {
			l := library{pages: [][]int{{0}, {1}, {2}, {3}}, after: second}
			start := time.Now()
			for range source.Pages(1, l.fetch, source.Ahead(n)).All(t.Context()) {
				time.Sleep(time.Second)
			}
			assert.Equal(t, want, time.Since(start))
		}
	})
}

func ExamplePages() {
	shelves := map[string][]string{"": {"Emma", "Persuasion"}, "p2": {"Middlemarch"}}
	list := func(_ context.Context, token string) (titles []string, next string, err error) {
		if token == "" {
			next = "p2"
		}
		return shelves[token], next, nil
	}

	for title := range source.Pages("", list).All(context.Background()) {
		fmt.Println(title)
	}
	// Output:
	// Emma
	// Persuasion
	// Middlemarch
}

func ExampleAhead() {
	squares := func(_ context.Context, page int) ([]int, int, error) {
		return []int{page * page}, page + 1, nil
	}

	s := source.Pages(1, squares, source.Ahead(2)) // while a page is read, the next two are fetched
	vs, err := s.Take(4).TryCollect(context.Background())
	fmt.Println(vs, err)
	// Output: [1 4 9 16] <nil>
}
