package stream_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestResult(t *testing.T) {
	t.Run("Get returns the value and the error", func(t *testing.T) {
		v, err := stream.Result[int]{Value: 7}.Get()
		require.NoError(t, err)
		assert.Equal(t, 7, v)
		v, err = stream.Result[int]{Err: errBoom}.Get()
		assert.Same(t, errBoom, err)
		assert.Zero(t, v)
	})
}

func TestPartition(t *testing.T) {
	second := errors.New("second")
	for name, tc := range map[string]struct {
		in     []any
		values []int
		errs   []error
	}{
		"splits values and errors, each in order": {[]any{1, errBoom, 2, second, 3}, []int{1, 2, 3}, []error{errBoom, second}},
		"values only":       {[]any{2, 1}, []int{2, 1}, nil},
		"errors only":       {[]any{second, errBoom}, nil, []error{second, errBoom}},
		"nothing":           {nil, nil, nil},
		"keeps zero values": {[]any{0, errBoom, 0}, []int{0, 0}, []error{errBoom}},
	} {
		t.Run(name, func(t *testing.T) {
			values, errs := stream.Partition(elementsOf[int](tc.in...))
			assert.Equal(t, tc.values, values)
			assert.Equal(t, tc.errs, errs)
		})
	}
	t.Run("leaves its argument alone", func(t *testing.T) {
		rs := elementsOf[int](1, errBoom, 2)
		stream.Partition(rs)
		assert.Equal(t, elementsOf[int](1, errBoom, 2), rs)
	})
}

func ExampleResult() {
	results := stream.Of("80", "http").TryMap(stream.Fallible(strconv.Atoi)).Collect(context.Background())
	for i, r := range results {
		if r.Err != nil {
			fmt.Println(i, "failed:", r.Err)
			continue
		}
		fmt.Println(i, "port", r.Value)
	}
	// Output:
	// 0 port 80
	// 1 failed: strconv.Atoi: parsing "http": invalid syntax
}

func ExampleResult_Get() {
	last := func(rs []stream.Result[string]) (string, error) {
		return rs[len(rs)-1].Get() // back to what a function returns
	}
	version, err := last(stream.Of("v1.0", "v1.1").Collect(context.Background()))
	fmt.Println(version, err)
	// Output: v1.1 <nil>
}

func ExamplePartition() {
	rs := stream.Of("1", "x", "2", "y").TryMap(stream.Fallible(strconv.Atoi)).Buffered(4).Collect(context.Background())
	numbers, errs := stream.Partition(rs)
	fmt.Println(numbers)
	fmt.Println(errors.Join(errs...))
	// Output:
	// [1 2]
	// strconv.Atoi: parsing "x": invalid syntax
	// strconv.Atoi: parsing "y": invalid syntax
}

func ExamplePair() {
	pairs, err := stream.Of("a", "b").Zip(stream.Of(1, 2)).TryCollect(context.Background())
	fmt.Println(pairs[1].First, pairs[1].Second, err)
	// Output: b 2 <nil>
}
