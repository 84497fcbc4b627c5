package source_test

import (
	"bufio"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
)

func TestSplit(t *testing.T) {
	words := func(text string, opts ...source.Option) []string {
		return elements(t, source.Split(strings.NewReader(text), bufio.ScanWords, opts...))
	}
	t.Run("cuts as the function says", func(t *testing.T) {
		assert.Nil(t, words(""))
		assert.Equal(t, []string{"to", "be"}, words("  to\n\tbe "))
		assert.Equal(t, []string{"a", "ä", "\ufffd"}, elements(t, source.Split(strings.NewReader("aä\xff"), bufio.ScanRunes)))
	})
	t.Run("a token over the limit is the last element, with its offset", func(t *testing.T) {
		assert.Equal(t, []string{"abc", "# byte 4: longer than the limit of 3 bytes"}, words("abc abcd ab", source.MaxLine(3)))
		assert.Equal(t, []string{"abc", "# t: byte 4: longer than the limit of 3 bytes"}, words("abc abcd", source.MaxLine(3), source.Name("t")))
		assert.Equal(t, []string{"abc", "abc"}, words("abc abc", source.MaxLine(3)))
	})
	for _, n := range []int{4096, 64 << 10, 100_000, 1 << 20} {
		t.Run(fmt.Sprintf("the limit of %d is exact", n), func(t *testing.T) {
			fits, over := strings.Repeat("x", n), strings.Repeat("x", n+1)
			got := words(fits+" "+fits+"\n"+over+" ", source.MaxLine(n))
			require.Len(t, got, 3)
			assert.Equal(t, fits, got[1])
			assert.Equal(t, fmt.Sprintf("# byte %d: longer than the limit of %d bytes", 2*n+2, n), got[2])
		})
	}
	t.Run("an error of the function is the last element", func(t *testing.T) {
		comma := func(data []byte, atEOF bool) (int, []byte, error) {
			n, token, err := bufio.ScanWords(data, atEOF)
			if string(token) == "bad" {
				err = errBoom
			}
			return n, token, err
		}
		vs, err := source.Split(strings.NewReader("a bad b"), comma).TryCollect(t.Context())
		assert.ErrorIs(t, err, errBoom)
		assert.Equal(t, []string{"a"}, vs)
	})
	t.Run("the function may end the stream", func(t *testing.T) {
		one := func(data []byte, _ bool) (int, []byte, error) { return 1, data[:1], bufio.ErrFinalToken }
		assert.Equal(t, []string{"a"}, elements(t, source.Split(strings.NewReader("abc"), one)))
	})
	t.Run("an error of the reader comes behind what there was", func(t *testing.T) {
		vs, err := source.Split(failing("a b"), bufio.ScanWords).TryCollect(t.Context())
		var at *source.Error
		require.ErrorAs(t, err, &at)
		assert.ErrorIs(t, err, errBoom)
		assert.EqualValues(t, 3, at.Offset)
		assert.Equal(t, []string{"a", "b"}, vs)
	})
}

func ExampleSplit() {
	text := "to be or not to be"

	words := source.Split(strings.NewReader(text), bufio.ScanWords)
	fmt.Println(words.Filter(func(w string) bool { return len(w) > 2 }).TryCollect(context.Background()))
	// Output: [not] <nil>
}
