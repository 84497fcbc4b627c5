package stream_test

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/time/rate"

	"github.com/seed-09178888/leat/stream"
)

// What README shows under "Against real services".
func Example_services() {
	fetch := func(_ context.Context, url string) (string, error) { return "page " + url, nil }
	service := stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 64}) // smaller when the service pushes back
	pages, err := stream.Of("/a", "/b").
		TryMap(fetch).
		Timeout(2 * time.Second).            // of an attempt
		ConcurrencyLimit(service).           // attempts at a time
		RateLimit(rate.NewLimiter(50, 10)).  // attempts a second, of golang.org/x/time
		Retry(stream.RetryPolicy{Tries: 5}). // exponential back-off; Permanent and RetryAfter are honoured
		Timeout(30 * time.Second).           // of all attempts
		Buffered(16).
		TryCollect(context.Background())

	fmt.Println(pages, err)
	// Output: [page /a page /b] <nil>
}
