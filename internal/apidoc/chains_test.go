package apidoc_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stream"
)

// The chains of docs/llms.txt, in the order in which they stand there.

var (
	ctx  = context.Background()
	urls = []string{"/a", "/b", "/missing", "/c"}
)

func fetch(_ context.Context, url string) (string, error) {
	if url == "/missing" {
		return "", errors.New(url + ": not found")
	}
	return "page of " + url, nil
}

// Ten at a time, results in the order of the input, up to the first error.
func Example_fanOut() {
	pages, err := stream.Iter(urls).TryMap(fetch).Buffered(10).TryCollect(ctx)
	fmt.Println(pages, err)
	// Output: [page of /a page of /b] /missing: not found
}

// Every error, and all that succeeded.
func Example_everyError() {
	pages, errs := stream.Partition(stream.Iter(urls).TryMap(fetch).Buffered(10).Collect(ctx))
	fmt.Println(pages, errs)
	// Output: [page of /a page of /b page of /c] [/missing: not found]
}

// A loop with a body of your own, which may break: nothing of the stream runs any more then.
func Example_loop() {
	for page, err := range stream.Iter(urls).TryMap(fetch).Buffered(10).All(ctx) {
		if err != nil {
			fmt.Println("failed:", err)
			break
		}
		fmt.Println(page)
	}
	// Output:
	// page of /a
	// page of /b
	// failed: /missing: not found
}

// For the effect: order does not matter, the first failure cancels the rest.
func Example_effects() {
	err := stream.Iter(urls).TryForEachConcurrent(ctx, 10, func(ctx context.Context, url string) error {
		_, err := fetch(ctx, url)
		return err
	})
	fmt.Println(err)
	// Output: /missing: not found
}

// A service that is slow, fails now and then and must not be overrun. Each stage acts on all of the task above it: the first is the innermost.
func Example_service() {
	service := stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 64})
	pages, err := stream.Of("/a", "/b").
		TryMap(fetch).
		Timeout(2*time.Second). // of an attempt
		ConcurrencyLimit(service).
		Retry(stream.RetryPolicy{Tries: 5}).
		Timeout(30*time.Second). // of all attempts
		Buffered(16, stream.Window(64)).
		TryCollect(ctx)
	fmt.Println(pages, err)
	// Output: [page of /a page of /b] <nil>
}

// In order per key, concurrent between keys.
func Example_perKey() {
	events := stream.Of("ann +1", "bob +5", "ann -1")
	account := func(event string) string { name, _, _ := strings.Cut(event, " "); return name }
	book := func(_ context.Context, event string) (string, error) { return event, nil }
	booked, err := events.BufferedByKey(8, account, book).TryCollect(ctx)
	anns := slices.DeleteFunc(booked, func(event string) bool { return account(event) != "ann" })
	fmt.Println(anns, err)
	// Output: [ann +1 ann -1] <nil>
}

// Batches, by number or after a time, and a sink that says how far it came.
func Example_batches() {
	join := func(rows []string) string { return strings.Join(rows, ",") }
	lines := stream.Of("1", "2", "3").ChunksTimeout(2, time.Second).Map(join)
	written, err := lines.Into(ctx, sink.Lines(os.Stdout))
	fmt.Println(written.Elements, err)
	// Output:
	// 1,2
	// 3
	// 2 <nil>
}

// A server that stops: no new work, and what has begun is finished.
func Example_graceful() {
	stop, jobs := make(chan struct{}), make(chan string, 1)
	jobs <- "/a"
	work := func(ctx context.Context, job string) (string, error) {
		close(stop) // in earnest: a signal
		return fetch(ctx, job)
	}
	fmt.Println(stream.FromChan(jobs).TakeUntil(stop).TryMap(work).Buffered(8).TryCollect(ctx))
	// Output: [page of /a] <nil>
}

// Work that makes more work, four at a time: ends when nothing is left.
func Example_walk() {
	below := map[string][]string{"/": {"a", "b"}, "/b": {"c"}}
	list := func(_ context.Context, dir string) (string, []string, error) {
		var subdirs []string
		for _, name := range below[dir] {
			subdirs = append(subdirs, path.Join(dir, name))
		}
		return dir, subdirs, nil
	}
	dirs, err := stream.Of("/").Expand(4, list).TryCollect(ctx)
	fmt.Println(slices.Sorted(slices.Values(dirs)), err)
	// Output: [/ /a /b /b/c] <nil>
}

// A piece of a pipeline is a function, with a name and a test of its own: see package stagetest.
func Example_pieces() {
	fetched := func(s stream.Stream[string]) stream.Stream[string] { return s.TryMap(fetch).Buffered(10) }
	pages, err := stream.Of("/a", "/b", "/a").Through(stage.Distinct).Through(fetched).TryCollect(ctx)
	fmt.Println(pages, err)
	// Output: [page of /a page of /b] <nil>
}
