package stream_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/seed-09178888/leat/stream"
)

// The patterns of docs/rust.md that have more than one stream, or one that is not read in one go.

// Rust: stream::select(keys, ticks)
func Example_select() {
	ctx, keys, ticks := context.Background(), stream.Of(1, 2), stream.Of(10, 20)
	sum := 0
	handle := func(v int) { sum += v }

	err := stream.Merge(keys, ticks).ForEach(ctx, handle)

	fmt.Println(sum, err)
	// Output: 33 <nil>
}

var links = map[string][]string{"index": {"about", "news"}, "news": {"today"}}

func download(page string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return page, nil }
}

// Rust: a FuturesUnordered that the loop over it pushes to.
func Example_setThatGrows() {
	ctx, open, count := context.Background(), 1, 0
	set := stream.NewTaskSet[string](8)
	set.Go(download("index"))
	for page, err := range set.Stream().All(ctx) {
		for _, link := range links[page] {
			set.Go(download(link))
		}
		if open += len(links[page]) - 1; open == 0 || err != nil {
			set.Close()
		}
		count++
	}
	fmt.Println(count, "pages")
	// Output: 4 pages
}

// Rust: the same; here the set needs no counting.
func Example_workThatMakesWork() {
	ctx := context.Background()
	visit := func(_ context.Context, page string) (string, []string, error) {
		return page, links[page], nil
	}
	pages, err := stream.Of("index").Expand(8, visit).TryCollect(ctx)

	slices.Sort(pages)
	fmt.Println(pages, err)
	// Output: [about index news today] <nil>
}

func ask(server string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) {
		if server == "a" {
			return "", errors.New("a is down")
		}
		return "answer of " + server, nil
	}
}

// Rust: future::select_ok([ask(a), ask(b)])
func Example_firstThatAnswers() {
	ctx := context.Background()

	answer, err := stream.Tasks(ask("a"), ask("b")).BufferedUnordered(2).DropErrors(nil).First(ctx)

	fmt.Println(answer, err)
	// Output: answer of b <nil>
}

// Rust: stream.peekable(), next_if, and collect of what is left.
func Example_peekable() {
	ctx := context.Background()
	words := stream.Of("-v", "-x", "file", "-y").Cursor(ctx)
	defer words.Close()
	isFlag := func(w string) bool { return w[0] == '-' }
	for w, ok, err := words.NextIf(isFlag); ok && err == nil; w, ok, err = words.NextIf(isFlag) {
		fmt.Println("flag", w)
	}
	rest, err := words.Rest().TryCollect(ctx)
	fmt.Println(rest, err)
	// Output:
	// flag -v
	// flag -x
	// [file -y] <nil>
}
