package stagetest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stage/stagetest"
)

func val(text string) stagetest.Symbol { return stagetest.Symbol{Text: text} }

var (
	failed    = stagetest.Symbol{Kind: stagetest.Error}
	ended     = stagetest.Symbol{Kind: stagetest.End}
	cancelled = stagetest.Symbol{Kind: stagetest.Cancel}
)

func TestParse(t *testing.T) {
	for marbles, want := range map[string]stagetest.Script{
		"":                  nil,
		"  ":                nil,
		"---":               {nil, nil, nil},
		"a":                 {{val("a")}},
		"a-b--|":            {{val("a")}, nil, {val("b")}, nil, nil, {ended}},
		" a - b  ":          {{val("a")}, nil, {val("b")}},
		"(ab)(c#)|":         {{val("a"), val("b")}, {val("c"), failed}, {ended}},
		"a( b | ) ":         {{val("a")}, {val("b"), ended}},
		"(b^)":              {{val("b"), cancelled}},
		"#^":                {{failed}, {cancelled}},
		"(a)":               {{val("a")}},
		"[a b]{0 a}":        {{val("[a b]")}, {val("{0 a}")}},
		"([a {b}][])":       {{val("[a {b}]"), val("[]")}},
		`[a" ({-})]|`:       {{val(`[a" ({-})]`)}, {ended}},
		`"foo"-"\""""`:      {{val("foo")}, nil, {val(`"`)}, {val("")}},
		`"\xff\n"`:          {{val("\xff\n")}},
		"`" + "é世.,1\ufffd": {{val("`")}, {val("é")}, {val("世")}, {val(".")}, {val(",")}, {val("1")}, {val("\ufffd")}},
	} {
		t.Run(marbles, func(t *testing.T) {
			got, err := stagetest.Parse(marbles)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		})
	}
}

func TestParseSaysWhereMarblesAreWrong(t *testing.T) {
	for marbles, want := range map[string]struct {
		column  int
		problem string
	}{
		"a-b)":      {4, `unexpected ")"`},
		"é-]":       {3, `unexpected "]"`},
		"a\tb":      {2, `unexpected "\t"`},
		"a\xffb":    {2, `unexpected "\xff"`},
		"a|b":       {3, "nothing can happen after the end"},
		"a|-":       {3, "nothing can happen after the end"},
		"a| (b)":    {4, "nothing can happen after the end"},
		"^|":        {2, "nothing can happen after the end"},
		"(a|b)":     {4, "nothing can happen after the end"},
		"(|":        {1, "( without )"},
		"a(b":       {2, "( without )"},
		"a()":       {2, "() is empty: a tick in which nothing happens is -"},
		"a( )":      {2, "() is empty: a tick in which nothing happens is -"},
		"(a-)":      {3, "- within a group, which takes one tick whatever its width"},
		"(a(b))":    {3, "( within a group"},
		"a[b":       {2, "the brackets that begin here are not balanced, or hold what cannot be printed"},
		"a[b}]":     {2, "the brackets that begin here are not balanced, or hold what cannot be printed"},
		"a[b\n]":    {2, "the brackets that begin here are not balanced, or hold what cannot be printed"},
		"a{\xff}":   {2, "the brackets that begin here are not balanced, or hold what cannot be printed"},
		`a"b`:       {2, "the string that begins here is none of Go's, or has no end"},
		`("\z")`:    {2, "the string that begins here is none of Go's, or has no end"},
		`(a"b`:      {3, "the string that begins here is none of Go's, or has no end"},
		"a(b [c )":  {5, "the brackets that begin here are not balanced, or hold what cannot be printed"},
		"(a b\x00)": {5, `unexpected "\x00"`},
	} {
		t.Run(marbles, func(t *testing.T) {
			script, err := stagetest.Parse(marbles)
			assert.Nil(t, script)
			var wrong *stagetest.SyntaxError
			require.ErrorAs(t, err, &wrong)
			assert.Equal(t, stagetest.SyntaxError{Marbles: marbles, Column: want.column, Problem: want.problem}, *wrong)
		})
	}
}

func ExampleParse() {
	script, err := stagetest.Parse("a-(bc)  [d e]|")
	for tick, symbols := range script {
		fmt.Println(tick, symbols)
	}
	fmt.Println(err)
	// Output:
	// 0 [a]
	// 1 []
	// 2 [b c]
	// 3 [[d e]]
	// 4 [|]
	// <nil>
}

func ExampleSyntaxError() {
	_, err := stagetest.Parse("a-b|c")
	fmt.Println(err)
	// Output:
	// column 5: nothing can happen after the end
	// 	a-b|c
	// 	    ^
}
