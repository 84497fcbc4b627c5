package conformance_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

type pair = stream.Pair[int, int]

var combining = []behaviour{
	yields("H1", "Merge of two that are ready", "a1 a2 a3 b4 b5 b6", func() stream.Stream[string] { return merge("a1 a2 a3", "b4 b5 b6") }, orderly),
	yields("H2", "one longer than the other", "a1 a2 a3 b4 b5", func() stream.Stream[string] { return merge("a1 a2 a3", "b4 b5") }, orderly),
	yields("H2", "or shorter", "a1 a2 b4 b5 b6", func() stream.Stream[string] { return merge("a1 a2", "b4 b5 b6") }, orderly),
	yields("H3", "the end of one is not the end of Merge", "b10 b20 1s a1 1s a2", func() stream.Stream[string] { return merge("1s a1 1s a2", "b10 b20") }, orderly),
	check("H5", "two that are always ready take turns", func(t *testing.T) {
		takeTurns(t, 200, stream.Repeat(1), stream.Repeat(2))
	}),
	check("H5", "so do five", func(t *testing.T) {
		takeTurns(t, 200, stream.Repeat(1), stream.Repeat(2), stream.Repeat(3), stream.Repeat(4), stream.Repeat(5))
	}),
	yields("H6", "goes on after one has ended", "a0 a1 b10 b11 b12 b13", func() stream.Stream[string] { return merge("a0 a1", "b10 b11 b12 b13") }, orderly),
	yields("H7", "in the order in which they are ready", "1s b99 1s a33 1s c1 1s a34", func() stream.Stream[string] { return merge("2s a33 2s a34", "1s b99", "3s c1") }),
	yields("H10", "Merge of nothing", "", func() stream.Stream[string] { return merge() }),
	yields("H11", "Merge of one", "1", func() stream.Stream[string] { return merge("1") }),
	yields("H11", "Merge of four", "1 2 3 4", func() stream.Stream[string] { return merge("1", "2", "3", "4") }, mixed),
	yields("H12", "Merge of two times two", "1 1 2 2", func() stream.Stream[int] {
		return stream.Merge(stream.Repeat(1).Take(2), stream.Repeat(2).Take(2))
	}, mixed),
	yields("H13", "Merge of channels loses nothing", "a1 b1 c1 1s a2 b2 c2 1s a3 b3 c3 1s a4 b4 c4", func() stream.Stream[string] {
		return stream.Merge(
			stream.FromChan(channel("a1 1s a2 1s a3 1s a4")),
			stream.FromChan(channel("b1 1s b2 1s b3 1s b4")),
			stream.FromChan(channel("c1 1s c2 1s c3 1s c4")),
		)
	}, once, orderly),
	yields("H14", "Merge of two that are ready, four and three", "a0 a2 a4 a6 b1 b3 b5", func() stream.Stream[string] { return merge("a0 a2 a4 a6", "b1 b3 b5") }, orderly),
	yields("H15", "Merge ends when both have ended", "1s a1 1s b2 3s b3 1s", func() stream.Stream[string] { return merge("1s a1 2s", "2s b2 3s b3 1s") }),
	yields("H16", "Chain", "1 2 3 4 5 6", func() stream.Stream[int] { return stream.Of(1, 2, 3).Chain(stream.Of(4, 5, 6)) }),
	yields("H17", "an error does not end a chain", "10 #e #e 20", func() stream.Stream[int] { return numbers("10 #e").Chain(numbers("#e 20")) }),
	yields("H18", "the second waits for the first, though it is ready before", "1s 1 1s 2", func() stream.Stream[string] {
		return words("1s 1 1s").Chain(stream.Of("2"))
	}),
	check("H18", "and has not been started", func(t *testing.T) {
		started := false
		second := stream.Of(2).Inspect(func(int) { started = true })
		assert.Equal(t, "1 never", got(t, numbers("1 never").Chain(second)))
		assert.False(t, started)
	}),
	yields("H19", "a chain of three", "1 2 3", func() stream.Stream[int] { return stream.Of(1).Chain(stream.Of(2), stream.Of(3)) }),
	yields("H20", "Zip ends with the shorter", "{1,5} {2,6} {3,7}", func() stream.Stream[pair] { return upTo(3).Zip(fromTo(5, 10)) }),
	yields("H20", "an error on either side stands for its pair", "{1,5} #l #r #x+y {5,9}", func() stream.Stream[pair] {
		return numbers("1 #l 3 #x 5").Zip(numbers("5 6 #r #y 9"))
	}),
	check("H21", "of a longer left one element is lost, of a longer right none", func(t *testing.T) {
		left, right := 0, 0
		assert.Equal(t, "{0,1} {1,2}", got(t, endless(&left).Zip(upTo(2))))
		assert.Equal(t, 3, left)
		assert.Equal(t, "{1,0} {2,1}", got(t, upTo(2).Zip(endless(&right))))
		assert.Equal(t, 2, right)
	}),
	yields("H22", "Zip of three", "{{1,1},1} {{2,2},2}", func() stream.Stream[stream.Pair[pair, int]] { return upTo(2).Zip(upTo(3)).Zip(upTo(4)) }),
	yields("H23", "a channel of streams that is empty", "", func() stream.Stream[string] { return added() }, once),
	yields("H24", "with one stream", "1s foo:1 1s foo:2 1s", func() stream.Stream[string] { return added("1s foo:1 1s foo:2 1s") }, once),
	yields("H25", "with two", "1s foo:3 bar:4", func() stream.Stream[string] { return added("1s foo:3", "1s bar:4") }, once, mixed),
	check("H28", "one that is ready among those that are not", func(t *testing.T) {
		for range 100 {
			v, err := stream.Merge(words(""), words(""), words("hello"), words(never)).First(t.Context())
			require.NoError(t, err)
			require.Equal(t, "hello", v)
		}
	}),
	check("H29", "ReadyChunks of Merge: never more than n, none empty, nothing lost", func(t *testing.T) {
		for n := range 3 {
			var all []string
			require.NoError(t, merge("a1", "b1 b2", "c1 c2 c3").ReadyChunks(n+1).ForEach(t.Context(), func(chunk []string) {
				assert.NotEmpty(t, chunk)
				assert.LessOrEqual(t, len(chunk), n+1)
				all = append(all, chunk...)
			}))
			slices.Sort(all)
			assert.Equal(t, []string{"a1", "b1", "b2", "c1", "c2", "c3"}, all)
		}
	}),
	yields("H30", "streams of one element", "2 4", func() stream.Stream[string] { return added("2", "4") }, once, mixed),
	yields("H31", "the end is told by a marker in a chain", "0 1 -1", func() stream.Stream[int] { return numbers("0 1").Chain(stream.Of(-1)) }),
}

// merge is Merge of sources that play scripts.
func merge(ss ...script) stream.Stream[string] {
	var all []stream.Stream[string]
	for _, s := range ss {
		all = append(all, words(s))
	}
	return stream.Merge(all...)
}

// added is a stream of streams that come through a channel.
func added(ss ...script) stream.Stream[string] {
	ch := make(chan stream.Stream[string], len(ss))
	for _, s := range ss {
		ch <- words(s)
	}
	close(ch)
	return stream.FromChan(ch).FlatMapUnordered(3, func(s stream.Stream[string]) stream.Stream[string] { return s })
}

// takeTurns: of n elements, as many come from one as from another, if all are always ready.
func takeTurns(t *testing.T, n int, ss ...stream.Stream[int]) {
	t.Helper()
	count := map[int]int{}
	for v, err := range stream.Merge(ss...).Take(n).All(t.Context()) {
		require.NoError(t, err)
		count[v]++
		synctest.Wait()
	}
	for _, k := range count {
		assert.InDelta(t, n/len(ss), k, 1, "%v", count)
	}
	assert.Len(t, count, len(ss))
}
