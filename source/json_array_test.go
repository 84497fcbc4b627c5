package source_test

import (
	"context"
	"encoding/json/v2"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
)

func TestJSONArray(t *testing.T) {
	for _, c := range []struct {
		name string
		text string
		want []string // of an error the beginning
	}{
		{"of an empty text", "", []string{"# byte 0: unexpected EOF"}},
		{"of blanks", " \n ", []string{"# byte 0: unexpected EOF"}},
		{"an empty array", " [ ] \n", nil},
		{"elements", `[{"id":1}, {"id":2,"name":"b"} ]`, []string{"{1  []}", "{2 b []}"}},
		{"a byte order mark", "\ufeff[{\"id\":1},2]", []string{"{1  []}", "# byte 13: json: "}},
		{"no array", `{"id":1}`, []string{"# byte 0: an array begins with [, but here is a {"}},
		{"null", `null`, []string{"# byte 0: an array begins with [, but here is a null"}},
		{"an element of another type, also within", `[{"id":1},"x",{"id":"x","tags":[1]},{"id":2}]`,
			[]string{"{1  []}", "# byte 10: json: ", "# byte 20: json: ", "{2  []}"}},
		{"an element with a name twice", `[{"id":1,"id":2},{"id":2}]`, []string{"# byte 9: jsontext: duplicate object member name", "{2  []}"}},
		{"an element with invalid UTF-8", "[{\"name\":\"\xff\"},{\"id\":2}]", []string{"# byte 10: jsontext: invalid UTF-8", "{2  []}"}},
		{"cut off behind [", `[`, []string{"# byte 1: jsontext: unexpected EOF"}},
		{"cut off behind an element", `[{"id":1}`, []string{"{1  []}", "# byte 9: jsontext: unexpected EOF"}},
		{"cut off behind a comma", `[{"id":1},`, []string{"{1  []}", "# byte 10: jsontext: unexpected EOF"}},
		{"cut off within an element", `[{"id":1},{"id"`, []string{"{1  []}", "# byte 15: jsontext: unexpected EOF"}},
		{"a comma too many", `[{"id":1},]`, []string{"{1  []}", "# byte 9: jsontext: invalid character ','"}},
		{"no comma", `[{"id":1} {"id":2}]`, []string{"{1  []}", "# byte 10: jsontext: invalid character '{' after array element"}},
		{"a second array", `[{"id":1}] [2]`, []string{"{1  []}", "# byte 12: there is more behind the array"}},
		{"more behind the array", `[{"id":1}]x`, []string{"{1  []}", "# byte 10: jsontext: invalid character 'x'"}},
		{"binary", "[\x00\xff]", []string{"# byte 1: jsontext: invalid character '\\x00'"}},
		{"nested 10,000 deep", strings.Repeat("[", 10_001), []string{"# byte 10000: jsontext: exceeded max depth"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assertBegin(t, c.want, elements(t, source.JSONArray[order](strings.NewReader(c.text))))
		})
	}
	t.Run("an element of just the limit is none too long, one more byte is, and the last", func(t *testing.T) {
		array := func(n int) string { return `["a", "` + strings.Repeat("x", n-2) + `","b"]` }
		for _, n := range []int{3, 1000, 64 << 10, 200_000} {
			assert.Len(t, elements(t, source.JSONArray[string](strings.NewReader(array(n)), source.MaxLine(n))), 3)
			assert.Len(t, elements(t, source.JSONArray[string](readerOf([]byte(array(n)), 1), source.MaxLine(n))), 3)
			_, err := source.JSONArray[string](strings.NewReader(array(n+1)), source.MaxLine(n)).Skip(1).TryCollect(t.Context())
			assert.ErrorIs(t, err, source.ErrTooLong)
			vs, err := source.JSONArray[string](strings.NewReader(array(n+1)), source.MaxLine(n)).TryCollect(t.Context())
			assert.ErrorIs(t, err, source.ErrTooLong)
			assert.Equal(t, []string{"a"}, vs)
		}
	})
	t.Run("an endless element takes no more memory than the limit allows", func(t *testing.T) {
		ones := readerFunc(func(p []byte) (int, error) {
			for i := range p {
				p[i] = '1'
			}
			return len(p), nil
		})
		for _, begin := range []string{`["`, `[1,[`, `[`, `[1`, `[] "`} {
			err := source.JSONArray[any](io.MultiReader(strings.NewReader(begin), ones)).Drain(t.Context())
			assert.ErrorIs(t, err, source.ErrTooLong, begin)
		}
	})
	t.Run("a Read that fails is not said to be the fault of the array", func(t *testing.T) {
		assert.Equal(t, []string{"1", "# byte 2: boom"}, elements(t, source.JSONArray[int](failing("[1,2"))))
		assert.Equal(t, []string{"# x: boom"}, elements(t, source.JSONArray[int](failing(""), source.Name("x"))))
	})
	t.Run("options of the json package", func(t *testing.T) {
		got := elements(t, source.JSONArray[order](strings.NewReader(`[{"ID":1},{"nix":2}]`), source.Name("x"),
			source.JSON(json.MatchCaseInsensitiveNames(true), json.RejectUnknownMembers(true))))
		assertBegin(t, []string{"{1  []}", "# x: byte 11: json: "}, got)
	})
	t.Run("elements are there before the array is complete", func(t *testing.T) {
		r := io.MultiReader(strings.NewReader(`[1,2,`), readerFunc(func([]byte) (int, error) {
			require.Fail(t, "read more than the elements that are wanted")
			return 0, io.EOF
		}))
		vs, err := source.JSONArray[int](r).Take(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{1, 2}, vs)
	})
}

func ExampleJSONArray() {
	type user struct {
		Name string `json:"name"`
	}
	body := `[{"name":"Ann"}, {"name":"Bob"}, {"name":"Eve"}]`

	users := source.JSONArray[user](strings.NewReader(body))
	fmt.Println(users.Take(2).TryCollect(context.Background())) // does not read the rest
	// Output: [{Ann} {Bob}] <nil>
}
