package cookbook_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// shop starts a service that knows some prices, and returns how to ask for one.
func shop() (price func(context.Context, string) (string, error), done func()) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		prices := map[string]string{"/beans": "2.50", "/rice": "1.20"}
		if _, ok := prices[r.URL.Path]; !ok {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprint(w, prices[r.URL.Path])
	}))
	return func(ctx context.Context, item string) (string, error) { return get(ctx, server.URL+"/"+item) }, server.Close
}

func Example_fanOut() {
	price, done := shop()
	defer done()
	prices := stream.Of("beans", "gold", "rice").
		TryMap(price).
		Timeout(2 * time.Second).            // of an attempt
		Retry(stream.RetryPolicy{Tries: 5}). // with growing pauses; a 404 is not asked for again
		Buffered(16)                         // 16 at a time, the answers in order

	for price, err := range prices.All(context.Background()) {
		fmt.Println(price, err)
	}
	// Output:
	// 2.50 <nil>
	//  gave up after 1 attempt: 404 Not Found
	// 1.20 <nil>
}

// get is what calls a service in these recipes.
func get(ctx context.Context, url string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return "", err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	switch code := response.StatusCode; {
	case code == http.StatusTooManyRequests || code >= 500: // may pass
		return "", errors.New(response.Status)
	case code != http.StatusOK: // an answer
		return "", backoff.Permanent(errors.New(response.Status))
	}
	body, err := io.ReadAll(response.Body)
	return string(body), err
}

func Example_pages() {
	ctx := context.Background()
	list := func(_ context.Context, page int) ([]string, int, error) {
		return []string{fmt.Sprint("item ", page)}, (page + 1) % 4, nil // page 3 is the last: 0 comes next
	}

	items := source.Pages(1, list, source.Ahead(1)) // the next page is on its way while this one is worked on
	names, err := items.Map(strings.ToUpper).Buffered(8).TryCollect(ctx)

	fmt.Println(names, err)
	// Output: [ITEM 1 ITEM 2 ITEM 3] <nil>
}

func Example_crawl() {
	ctx := context.Background()
	site := map[string][]string{"/": {"/a", "/b"}, "/a": {"/", "/c"}, "/b": {"/c"}, "/c": {"/a"}}

	var visited sync.Map
	visit := func(_ context.Context, url string) (page string, links []string, err error) {
		if _, again := visited.LoadOrStore(url, true); again {
			return "", nil, nil
		}
		return "page " + url, site[url], nil // fetch it, and find its links
	}
	pages, err := stream.Of("/").Expand(8, visit).Filter(func(page string) bool { return page != "" }).TryCollect(ctx)

	slices.Sort(pages) // they come as they are done
	fmt.Println(pages, err)
	// Output: [page / page /a page /b page /c] <nil>
}
