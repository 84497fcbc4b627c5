package migrate_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

var ctx = context.Background()

// rill: Map, ForEach
func Example_mapForEach() {
	users := newService()
	err := stream.Of(1, 2, 3, 4).
		TryMap(users.get).
		BufferedUnordered(3).
		Filter(func(u user) bool { return !u.Active }).
		TryForEachConcurrent(ctx, 2, users.activate)
	fmt.Println(users.byID[2], users.byID[4], err)
	// Output: {2 Bob true} {4 Dora true} <nil>
}

// rill: Map, ToSlice, the first error
func Example_firstError() {
	found, err := stream.Of(1, 7, 3).TryMap(users.get).Buffered(3).TryCollect(ctx)
	fmt.Println(found, err)
	// Output: [{1 Ann true}] no user 7
}

// rill: Batch, Map, Unbatch
func Example_batches() {
	names, err := stream.Of(1, 2, 3, 4).
		Chunks(3).
		TryMap(users.getAll).
		Buffered(2).
		FlatMap(stream.Iter).
		Map(func(u user) string { return u.Name }).
		TryCollect(ctx)
	fmt.Println(names, err)
	// Output: [Ann Bob Cem Dora] <nil>
}

// rill: Generate, OrderedFilter, First
func Example_orderedFilterFirst() {
	file := func(i int) (string, int, bool) { return fmt.Sprintf("file-%d.txt", i), i + 1, i < 1000 }
	first, err := stream.Unfold(0, file).
		TryFilter(func(ctx context.Context, file string) (bool, error) { return contains(ctx, file, "needle") }).
		Buffered(5).
		First(ctx)
	fmt.Println(first, err)
	// Output: file-26.txt <nil>
}

// rill: FilterMap
func Example_filterMap() {
	activeName := func(ctx context.Context, id int) (string, bool, error) {
		u, err := users.get(ctx, id)
		return u.Name, u.Active, err
	}
	names, err := stream.Of(1, 2, 3, 4).TryFilterMap(activeName).Buffered(3).TryCollect(ctx)
	fmt.Println(names, err)
	// Output: [Ann Cem] <nil>
}

// members are those of a department, page by page.
func members(name string) stream.Stream[string] {
	return stream.Generate(func(ctx context.Context, yield func([]string) bool) error {
		for page := 0; ; page++ {
			names, more, err := department(ctx, name, page)
			if err != nil || !yield(names) || !more {
				return err
			}
		}
	}).FlatMap(stream.Iter)
}

// rill: FlatMap, over pages
func Example_flatMap() {
	all, err := stream.Of("IT", "Finance").FlatMapUnordered(3, members).TryCollect(ctx)
	slices.Sort(all)
	fmt.Println(all, err)
	// Output: [Ann Bob Cem Dora] <nil>
}

// rill: Split2
func Example_split() {
	var active, others []string
	name := func(u user) string { return u.Name }
	err := stream.Of(1, 2, 3, 4).TryMap(users.get).Buffered(3).Tee(ctx,
		func(ctx context.Context, each stream.Stream[user]) (err error) {
			active, err = each.Filter(func(u user) bool { return u.Active }).Map(name).TryCollect(ctx)
			return err
		},
		func(ctx context.Context, each stream.Stream[user]) (err error) {
			others, err = each.Filter(func(u user) bool { return !u.Active }).Map(name).TryCollect(ctx)
			return err
		})
	fmt.Println(active, others, err)
	// Output: [Ann Cem] [Bob Dora] <nil>
}

// rill: Merge, ToSeq2
func Example_mergeToSeq2() {
	for u, err := range stream.Merge(stream.Of(1, 9), stream.Empty[int]()).TryMap(users.get).Buffered(3).All(ctx) {
		fmt.Println(u.Name, err)
	}
	// Output:
	// Ann <nil>
	//  no user 9
}

// rill: Reduce
func Example_reduce() {
	join := func(a, b string) string { return a + b } // associative
	part := func(vs []string) string {
		all := ""
		for _, v := range vs {
			all = join(all, v)
		}
		return all
	}
	all, err := stream.Of("a", "b", "c", "d", "e").Chunks(2).Map(part).Buffered(4).Fold(ctx, "", join)
	fmt.Println(all, err)
	// Output: abcde <nil>
}

// rill: MapReduce
func Example_mapReduce() {
	count := func(n map[bool]int, u user) map[bool]int { n[u.Active]++; return n }
	n, err := stream.Of(1, 2, 3, 4).TryMap(users.get).BufferedUnordered(3).Fold(ctx, map[bool]int{}, count)
	fmt.Println(n, err)
	// Output: map[false:2 true:2] <nil>
}

// rill: Catch
func Example_catch() {
	errMissing := errors.New("missing")
	known := func(ctx context.Context, id int) (user, error) {
		u, err := users.get(ctx, id)
		if err != nil {
			err = fmt.Errorf("%w: %w", errMissing, err)
		}
		return u, err
	}
	logged := func(err error) { fmt.Println("left out:", err) }
	n, err := stream.Of(1, 9, 3).TryMap(known).Buffered(3).DropErrors(logged).Count(ctx)
	fmt.Println(n, err)
	// Output:
	// left out: missing: no user 9
	// 2 <nil>
}

// rill: Any
func Example_any() {
	inactive := func(ctx context.Context, id int) (bool, error) { u, err := users.get(ctx, id); return !u.Active, err }
	yes := func(is bool) bool { return is }
	found, err := stream.Of(1, 2, 3).TryMap(inactive).BufferedUnordered(3).AnyMatch(ctx, yes)
	fmt.Println(found, err)
	// Output: true <nil>
}

// A request is one of many, which wait for their answers while they are written together.
type request struct {
	id     int
	answer chan error
}

// rill: FromChan, Batch with a timeout, ForEach
func answerInBatches(ctx context.Context, requests <-chan request, update func(context.Context, []int) error) error {
	answer := func(ctx context.Context, batch []request) error {
		var ids []int
		for _, r := range batch {
			ids = append(ids, r.id)
		}
		err := update(ctx, ids)
		for _, r := range batch {
			r.answer <- err
		}
		return nil
	}
	return stream.FromChan(requests).ChunksTimeout(10, 20*time.Millisecond).TryForEachConcurrent(ctx, 2, answer)
}

func TestAnswersComeInBatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests, done := make(chan request), make(chan error)
		var batches atomic.Int32
		go func() {
			done <- answerInBatches(t.Context(), requests, func(_ context.Context, ids []int) error {
				batches.Add(1)
				return errDown
			})
		}()
		start := time.Now()
		answers := make(chan error)
		for id := range 25 {
			go func() {
				r := request{id, make(chan error, 1)}
				requests <- r
				answers <- <-r.answer
			}()
		}
		for range 25 {
			assert.Equal(t, errDown, <-answers)
		}
		assert.Equal(t, int32(3), batches.Load(), "two whole ones, and the rest after the time")
		assert.Equal(t, 20*time.Millisecond, time.Since(start))
		close(requests)
		assert.NoError(t, <-done)
	})
}
