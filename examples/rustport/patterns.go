package main

import (
	"context"
	"runtime"
	"strings"

	"github.com/seed-09178888/leat/stream"
)

// A fetch gets the document of that name.
type fetch func(ctx context.Context, name string) (document, error)

// oneByOne is the chain without a boundary.
//
//	let docs = stream::iter(names).then(fetch).try_collect().await?;
func oneByOne(ctx context.Context, f fetch, names []string) ([]document, error) {
	return stream.Iter(names).TryMap(f).TryCollect(ctx)
}

// concurrently has n fetches under way, and the documents in the order of the names.
//
//	let docs = stream::iter(names)
//	    .map(fetch)
//	    .buffered(n)
//	    .try_collect::<Vec<_>>()
//	    .await?;
func concurrently(ctx context.Context, f fetch, names []string, n int) ([]document, error) {
	return stream.Iter(names).TryMap(f).Buffered(n).TryCollect(ctx)
}

// orderDoesNotMatter has the documents as they come.
//
//	let docs = stream::iter(names)
//	    .map(fetch)
//	    .buffer_unordered(n)
//	    .try_collect::<Vec<_>>()
//	    .await?;
func orderDoesNotMatter(ctx context.Context, f fetch, names []string, n int) ([]document, error) {
	return stream.Iter(names).TryMap(f).BufferedUnordered(n).TryCollect(ctx)
}

// inParallel computes on all cores. Tasks always do, and may block or compute
// as long as they like: nothing is spawned, and no join error unwrapped.
//
//	let sums = stream::iter(docs)
//	    .map(|doc| tokio::task::spawn_blocking(move || checksum(&doc)))
//	    .buffered(num_cpus::get())
//	    .map(|joined| joined?)
//	    .try_collect::<Vec<_>>()
//	    .await?;
func inParallel(ctx context.Context, docs []document) (sums, error) {
	return stream.Iter(docs).Map(checksum).Buffered(runtime.GOMAXPROCS(0)).TryCollect(ctx)
}

// loop is what inParallel is measured by.
//
//	let sums = docs.iter().map(checksum).collect::<Vec<_>>();
func loop(ctx context.Context, docs []document) (sums, error) {
	return stream.Iter(docs).Map(checksum).TryCollect(ctx)
}

// sharedData lets all tasks count in one index. The closure captures it; what
// it points to must be safe for concurrent use, and the race detector looks.
//
//	let index = Arc::new(Index::default());
//	stream::iter(docs)
//	    .map(|doc| {
//	        let index = Arc::clone(&index);
//	        tokio::task::spawn_blocking(move || index.add(doc.text.split_whitespace()))
//	    })
//	    .buffered(num_cpus::get())
//	    .try_for_each(|()| future::ok(()))
//	    .await?;
func sharedData(ctx context.Context, docs []document) (*index, error) {
	shared := newIndex()
	err := stream.Iter(docs).TryForEachConcurrent(ctx, runtime.GOMAXPROCS(0), func(_ context.Context, d document) error {
		shared.add(strings.Fields(d.text))
		return nil
	})
	return shared, err
}

// noBoxes returns one of two chains, and puts another behind it. In Rust both
// are of types of their own, so that they are boxed; async blocks become async
// fns where the compiler reports a "higher-ranked lifetime error".
//
//	fn documents<'a>(names: &'a [String], ordered: bool) -> BoxStream<'a, Result<Document>> {
//	    let tasks = stream::iter(names).map(|name| fetch(name));
//	    if ordered { tasks.buffered(n).boxed() } else { tasks.buffer_unordered(n).boxed() }
//	}
func noBoxes(ctx context.Context, f fetch, names []string, n int, ordered bool) ([]document, error) {
	documents := func(names []string) stream.Stream[document] {
		tasks := stream.Iter(names).TryMap(f)
		if ordered {
			return tasks.Buffered(n)
		}
		return tasks.BufferedUnordered(n)
	}
	half := len(names) / 2
	return documents(names[:half]).Chain(documents(names[half:])).TryCollect(ctx)
}
