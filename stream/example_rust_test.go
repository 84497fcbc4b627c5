package stream_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"github.com/seed-09178888/leat/stream"
)

// The patterns of docs/rust.md, which shows the Rust beside them.

func someTask(_ context.Context, n int) (int, error) { return n * n, nil }

// Rust: stream::iter(input).map(some_task).buffered(10).try_collect().await?
func Example_concurrently() {
	ctx, input := context.Background(), []int{1, 2, 3, 4}

	results, err := stream.Iter(input).TryMap(someTask).Buffered(10).TryCollect(ctx)

	fmt.Println(results, err)
	// Output: [1 4 9 16] <nil>
}

// Rust: .map(|x| spawn(async move { some_task(x).await })).buffered(num_cpus::get())
func Example_inParallel() {
	ctx, input := context.Background(), []int{1, 2, 3, 4}

	cores := runtime.GOMAXPROCS(0)
	results, err := stream.Iter(input).TryMap(someTask).Buffered(cores).TryCollect(ctx)

	fmt.Println(results, err)
	// Output: [1 4 9 16] <nil>
}

// Rust: let shared = Arc::clone(&shared_data); inside the closure given to map.
func Example_sharedData() {
	ctx, input := context.Background(), []string{"a", "b", "a"}

	var seen sync.Map
	first := func(_ context.Context, key string) (bool, error) {
		_, loaded := seen.LoadOrStore(key, true)
		return !loaded, nil
	}
	keys, err := stream.Iter(input).TryFilter(first).Buffered(2).TryCollect(ctx)

	slices.Sort(keys)
	fmt.Println(keys, err)
	// Output: [a b] <nil>
}

// Rust: .buffer_unordered(10).try_collect().await?
func Example_orderDoesNotMatter() {
	ctx, input := context.Background(), []int{1, 2, 3, 4}

	results, err := stream.Iter(input).TryMap(someTask).BufferedUnordered(10).TryCollect(ctx)

	slices.Sort(results)
	fmt.Println(results, err)
	// Output: [1 4 9 16] <nil>
}

// Rust: a BoxStream<'_, Result<i32>>, and an async fn in place of the async block.
func Example_noLifetimes() {
	squares := func(input []int) stream.Stream[int] {
		return stream.Iter(input).TryMap(someTask).Buffered(10)
	}

	results, err := squares([]int{1, 2, 3}).Chain(squares([]int{4})).TryCollect(context.Background())
	fmt.Println(results, err)
	// Output: [1 4 9 16] <nil>
}

// Rust: .map(some_task).take(2).buffered(10), which Take would make one by one here.
func Example_sequenceStagesFirst() {
	ctx, input := context.Background(), []int{1, 2, 3, 4}

	results, err := stream.Iter(input).Take(2).TryMap(someTask).Buffered(10).TryCollect(ctx)

	fmt.Println(results, err)
	// Output: [1 4] <nil>
}

// Rust: while let Some(result) = stream.next().await { match result { ... } }
func Example_everyResult() {
	ctx, input := context.Background(), []string{"1", "one", "2"}

	for v, err := range stream.Iter(input).TryMap(stream.Fallible(strconv.Atoi)).Buffered(10).All(ctx) {
		if err != nil {
			fmt.Println("failed:", err)
			continue
		}
		fmt.Println("done:", v)
	}
	// Output:
	// done: 1
	// failed: strconv.Atoi: parsing "one": invalid syntax
	// done: 2
}
