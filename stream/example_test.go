package stream_test

import (
	"context"
	"fmt"
	"strconv"

	"github.com/seed-09178888/leat/stream"
)

// The program of the README.
func Example() {
	squares := stream.Of("1", "2", "three", "4").
		TryMap(stream.Fallible(strconv.Atoi)).
		Map(func(n int) int { return n * n }).
		Buffered(10)

	fmt.Println(squares.TryCollect(context.Background()))
	for v, err := range squares.All(context.Background()) {
		fmt.Println(v, err)
	}
	// Output:
	// [1 4] strconv.Atoi: parsing "three": invalid syntax
	// 1 <nil>
	// 4 <nil>
	// 0 strconv.Atoi: parsing "three": invalid syntax
	// 16 <nil>
}
