package source

import (
	"context"

	"github.com/seed-09178888/leat/stream"
)

// Pages yields the items of an interface that gives them by the page. fetch gets the page
// at a cursor, and with it the cursor of the next one: a token, a number, a URL. The
// page without a next cursor, that is with the zero value of C, is the last.
//
//	fetch(first) = [a b], 7   fetch(7) = [c], 0  ->  --a-b---c--|
//
// It takes the option [Ahead].
//
// Order: of the pages, and of the items in each. A page may be empty.
//
// Concurrency: fetch is called in one goroutine, one call at a time, since each page has to say what the
// next one is. It is called when all items of the page before have been taken, or with Ahead while they are being taken.
//
// Memory: a page; with Ahead, as many more.
//
// Errors: an error of fetch is the last element. Items that it returns beside an error come before that.
// A retry belongs into fetch: wrap what it calls with stream.RetryPolicy.Wrap.
//
// Cancellation: the context of fetch ends with the run's and, above a boundary or with Ahead,
// when the consumer has left. What fetch makes of that is not yielded.
//
// Again: yes, every run begins at first.
//
// Misuse: panics if fetch is nil, or if it does not take an option.
//
// Rust: stream::try_unfold, then try_flatten.
func Pages[T any, C comparable](
	first C, fetch func(ctx context.Context, cursor C) (items []T, next C, err error), opts ...Option,
) stream.Stream[T] {
	notNil("Pages", "fetch", fetch == nil)
	o := newOptions("Pages", opts, "Ahead")
	pages := stream.TryGenerate(func(ctx context.Context, yield func([]T, error) bool) error {
		var last C
		for cursor := first; ; {
			items, next, err := fetch(ctx, cursor)
			if !yield(items, nil) || err != nil || next == last {
				return err
			}
			cursor = next
		}
	})
	if o.ahead > 0 {
		pages = pages.Buffered(o.ahead)
	}
	return pages.FlatMap(stream.Iter[T])
}

// Ahead is an option of [Pages]: up to n pages are fetched before they are asked for,
// while the items of the one before are being taken. It is 0 if the option is not given.
func Ahead(n int) Option {
	atLeast("Ahead", "n", 0, n)
	return option("Ahead", func(o *options) { o.ahead = n })
}
