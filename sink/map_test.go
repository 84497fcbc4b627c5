package sink_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestMap(t *testing.T) {
	parity := func(v int) int { return v % 2 }
	t.Run("keeps the last value of a key", func(t *testing.T) {
		m, err := ints(6).Into(t.Context(), sink.Map(parity, digit))
		require.NoError(t, err)
		assert.Equal(t, map[int]string{0: "4", 1: "5"}, m)
	})
	t.Run("Unique: the second is an error, and the first is kept", func(t *testing.T) {
		m, err := ints(6).Into(t.Context(), sink.Map(parity, digit, sink.Unique()))
		assert.EqualError(t, err, "sink: Map: element 2: the key 0 is there already")
		assert.Equal(t, map[int]string{0: "0", 1: "1"}, m)
	})
	t.Run("an error comes with the map before it, which is never nil", func(t *testing.T) {
		for at, want := range []map[int]string{{}, {0: "0"}, {0: "0", 1: "1"}, {0: "2", 1: "1"}} {
			m, err := ints(4).TryMap(failAt(at)).Into(t.Context(), sink.Map(parity, digit))
			assert.Equal(t, errBoom, err)
			assert.Equal(t, want, m)
		}
	})
	t.Run("every run has a map of its own", func(t *testing.T) {
		k := sink.Map(parity, digit)
		one, _ := ints(1).Into(t.Context(), k)
		two, _ := ints(2).Into(t.Context(), k)
		assert.Len(t, one, 1)
		assert.Len(t, two, 2)
	})
}

func ExampleMap() {
	users := stream.Of(user{"Ann", 30}, user{"Bob", 41}, user{"Ann", 31})
	name, age := func(u user) string { return u.Name }, func(u user) int { return u.Age }

	fmt.Println(users.Into(context.Background(), sink.Map(name, age)))
	// Output: map[Ann:31 Bob:41] <nil>
}

func ExampleUnique() {
	users := stream.Of(user{"Ann", 30}, user{"Bob", 41}, user{"Ann", 31})
	name, age := func(u user) string { return u.Name }, func(u user) int { return u.Age }

	fmt.Println(users.Into(context.Background(), sink.Map(name, age, sink.Unique())))
	// Output: map[Ann:30 Bob:41] sink: Map: element 2: the key Ann is there already
}
