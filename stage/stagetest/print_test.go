package stagetest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stage/stagetest"
)

func TestScriptString(t *testing.T) {
	t.Run("writes what is not a letter or in brackets as a string", func(t *testing.T) {
		for text, want := range map[string]string{
			"a": "a", "世": "世", "\ufffd": "\ufffd", "[a b]": "[a b]", "{}": "{}", "[[1] [2 3]]": "[[1] [2 3]]",
			"": `""`, " ": `" "`, "-": `"-"`, "#": `"#"`, "|": `"|"`, "^": `"^"`, "(": `"("`, `"`: `"\""`,
			"10": `"10"`, "ab": `"ab"`, "\n": `"\n"`, "\xff": `"\xff"`, "\xffa": `"\xffa"`, "[": `"["`, "]": `"]"`,
			"[a": `"[a"`, "a]": `"a]"`, "[a}": `"[a}"`, "[a]b": `"[a]b"`, "[a][b]": `"[a][b]"`, "[a\n]": `"[a\n]"`, "[\xff]": `"[\xff]"`,
		} {
			assert.Equal(t, want, stagetest.Symbol{Text: text}.String(), "%q", text)
		}
	})
	t.Run("writes a group of one without its parentheses", func(t *testing.T) {
		script, err := stagetest.Parse("(a) - ( b c )(|)")
		require.NoError(t, err)
		assert.Equal(t, "a-(bc)|", script.String())
	})
	t.Run("is undone by Parse", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			script := scripts().Draw(t, "script")
			got, err := stagetest.Parse(script.String())
			require.NoError(t, err, script.String())
			require.Equal(t, script, got, script.String())
		})
	})
}

// scripts draws what Parse can return.
func scripts() *rapid.Generator[stagetest.Script] {
	text := rapid.OneOf(
		rapid.StringMatching(`[a-z0-9]`),
		rapid.StringMatching(`[a-b \-#|^()\[\]{}"]{0,5}`),
		rapid.StringMatching(`\[[a-b \[\]{}]{0,5}\]`),
		rapid.String(),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	)
	return rapid.Custom(func(t *rapid.T) stagetest.Script {
		var script stagetest.Script
		for range rapid.IntRange(0, 6).Draw(t, "ticks") {
			var symbols []stagetest.Symbol
			for range rapid.IntRange(0, 3).Draw(t, "symbols") {
				if rapid.IntRange(0, 4).Draw(t, "kind") == 0 {
					symbols = append(symbols, failed)
				} else {
					symbols = append(symbols, val(text.Draw(t, "text")))
				}
			}
			script = append(script, symbols)
		}
		if end := rapid.SampledFrom([]stagetest.Kind{stagetest.Value, stagetest.End, stagetest.Cancel}).Draw(t, "end"); end != stagetest.Value {
			if len(script) == 0 || rapid.Bool().Draw(t, "own tick") {
				script = append(script, nil)
			}
			last := &script[len(script)-1]
			*last = append(*last, stagetest.Symbol{Kind: end})
		}
		return script
	})
}

func FuzzParse(f *testing.F) {
	for _, marbles := range []string{"a-(bc)|", `[a {b}]"x\n"(#^)`, "--", "(a", `"`, "{]", "é\xff"} {
		f.Add(marbles)
	}
	f.Fuzz(func(t *testing.T, marbles string) {
		script, err := stagetest.Parse(marbles)
		if err != nil {
			var wrong *stagetest.SyntaxError
			require.ErrorAs(t, err, &wrong)
			require.GreaterOrEqual(t, wrong.Column, 1)
			require.LessOrEqual(t, wrong.Column, len([]rune(marbles)))
			return
		}
		again, err := stagetest.Parse(script.String())
		require.NoError(t, err)
		require.Equal(t, script, again)
		require.Equal(t, script.String(), again.String())
	})
}

func ExampleScript() {
	script := stagetest.Script{
		{{Text: "a"}},
		{},
		{{Text: "[b c]"}, {Kind: stagetest.Error}},
		{{Kind: stagetest.End}},
	}
	fmt.Println(script)
	// Output: a-([b c]#)|
}

func ExampleSymbol() {
	fmt.Println(stagetest.Symbol{Text: "a"}, stagetest.Symbol{Text: "two"}, stagetest.Symbol{Kind: stagetest.Error})
	// Output: a "two" #
}
