package source_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
)

func TestBytes(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want []string
	}{
		{"", 3, nil},
		{"ab", 3, []string{"ab"}},
		{"abcdef", 3, []string{"abc", "def"}},
		{"abcdefg", 3, []string{"abc", "def", "g"}},
		{"\ufeffa\r\n\x00", 1, []string{"\xef", "\xbb", "\xbf", "a", "\r", "\n", "\x00"}},
	} {
		t.Run(fmt.Sprintf("%q in chunks of %d", c.text, c.n), func(t *testing.T) {
			assert.Equal(t, c.want, elements(t, source.Bytes(strings.NewReader(c.text), c.n)))
			assert.Equal(t, c.want, elements(t, source.Bytes(iotest.HalfReader(strings.NewReader(c.text)), c.n)))
		})
	}
	t.Run("an error comes behind what there was, with the offset", func(t *testing.T) {
		assert.Equal(t, []string{"abc", "d", "# x: byte 4: boom"}, elements(t, source.Bytes(failing("abcd"), 3, source.Name("x"))))
	})
	t.Run("a chunk belongs to the receiver", func(t *testing.T) {
		chunks, err := source.Bytes(strings.NewReader("abcdef"), 2).TryCollect(t.Context())
		require.NoError(t, err)
		_ = append(chunks[0], 'x')
		chunks[1][0] = 'y'
		assert.Equal(t, "ab yd ef", string(bytes.Join(chunks, []byte(" "))))
	})
	t.Run("nothing is read ahead", func(t *testing.T) {
		r := strings.NewReader("abcdef")
		v, err := source.Bytes(r, 2).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "ab", string(v))
		assert.Equal(t, 4, r.Len())
	})
}

func ExampleBytes() {
	blocks := source.Bytes(strings.NewReader("abcdefgh"), 3)

	_ = blocks.ForEach(context.Background(), func(b []byte) { fmt.Println(string(b)) })
	// Output:
	// abc
	// def
	// gh
}
