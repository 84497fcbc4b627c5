package source_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/source"
)

func TestComma(t *testing.T) {
	for _, comma := range []rune{';', '\t', ' ', 'ä', '😀'} {
		text := strings.ReplaceAll("a|\"b|\"\nc|d\"\n", "|", string(comma))
		got := elements(t, source.CSV[[]string](strings.NewReader(text), source.Comma(comma)))
		at := 1 + len("c"+string(comma)) + len("d")
		assert.Equal(t, []string{"[a b" + string(comma) + "]", fmt.Sprintf("# line 2, column %d: bare \" in non-quoted-field", at)}, got)
	}
}

func TestComment(t *testing.T) {
	text := "#1,2,3\n\na,b\n # c,d\n\"x\n#y\",z\n#"
	t.Run("a line that begins with it is no record, but for one within quotes", func(t *testing.T) {
		assert.Equal(t, []string{"[a b]", "[ # c d]", "[x\n#y z]"}, elements(t, source.CSV[[]string](strings.NewReader(text), source.Comment('#'))))
		assert.Equal(t, []string{"[äb]"}, elements(t, source.CSV[[]string](strings.NewReader("öa\näb\n"), source.Comment('ö'))))
	})
	t.Run("without it there are no comments", func(t *testing.T) {
		assert.Equal(t, "[#1 2 3]", elements(t, source.CSV[[]string](strings.NewReader(text)))[0])
	})
	t.Run("comments and empty lines before a record do not count for its limit and place", func(t *testing.T) {
		skipped := strings.Repeat("#....\n\r\n", 10)
		got := elements(t, source.CSV[[]string](strings.NewReader(skipped+"\"a\nb\"\n"+skipped+"\"c\n\n1234\"\nd"), source.Comment('#'), source.MaxLine(6)))
		assert.Equal(t, []string{"[a\nb]", "# line 43: longer than the limit of 6 bytes", "[d]"}, got)
	})
}

func ExampleComma() {
	german := "Apfel;0,50\nBirne;0,75\n"

	fmt.Println(source.CSV[[]string](strings.NewReader(german), source.Comma(';')).TryCollect(context.Background()))
	// Output: [[Apfel 0,50] [Birne 0,75]] <nil>
}

func ExampleComment() {
	text := "# exported today\napple,3\n"

	fmt.Println(source.CSV[[]string](strings.NewReader(text), source.Comment('#')).TryCollect(context.Background()))
	// Output: [[apple 3]] <nil>
}
