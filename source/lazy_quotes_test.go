package source_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/source"
)

func TestLazyQuotes(t *testing.T) {
	text := "a\"b,\"c\"d\"\n"
	assert.Equal(t, []string{"[a\"b c\"d]"}, elements(t, source.CSV[[]string](strings.NewReader(text), source.LazyQuotes())))
	assert.Equal(t, []string{"# line 1, column 2: bare \" in non-quoted-field"}, elements(t, source.CSV[[]string](strings.NewReader(text))))
}

func TestTrimLeadingSpace(t *testing.T) {
	text := " a, \"b\"\n"
	assert.Equal(t, []string{"[a b]"}, elements(t, source.CSV[[]string](strings.NewReader(text), source.TrimLeadingSpace())))
	assert.Equal(t, []string{"[ a  b]"}, elements(t, source.CSV[[]string](strings.NewReader(" a, b\n"))))
}

func ExampleLazyQuotes() {
	text := "screen,27\"\n"

	fmt.Println(source.CSV[[]string](strings.NewReader(text), source.LazyQuotes()).TryCollect(context.Background()))
	// Output: [[screen 27"]] <nil>
}

func ExampleTrimLeadingSpace() {
	text := "apple, 3\npear, \"4,5\"\n"

	fmt.Println(source.CSV[[]string](strings.NewReader(text), source.TrimLeadingSpace()).TryCollect(context.Background()))
	// Output: [[apple 3] [pear 4,5]] <nil>
}
