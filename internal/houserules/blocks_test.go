package houserules_test

import "testing"

const shownCode = `-- stream/a_test.go --
package stream_test

func ExampleIter() {
	xs := []int{1, 2}

	for v := range stream.Iter(xs).All(ctx) {
		fmt.Println(v) // a comment
	}
	// Output: 1
}
-- stream/z.go --
package stream
`

func TestBlocks(t *testing.T) {
	for name, page := range map[string]string{
		"that stands in a file":               "```go\nxs := []int{1, 2}\nfor v := range stream.Iter(xs).All(ctx) {\n\tfmt.Println(v) // a comment\n}\n```",
		"indented otherwise, with more blank": "1. text\n\n   ```go\n   xs := []int{1, 2}\n\n\n   for v := range stream.Iter(xs).All(ctx) {\n   fmt.Println(v)   // a comment\n   ```",
		"of another language":                 "```rust\nlet x = 1;\n```\n\n```text\nx\n```\n\n```\ny\n```\n```gomod\nz\n```",
		"that is empty":                       "```go\n```\n\n```go\n\n```",
		"behind a block of another language":  "```\n```go\nnot a start\n```\nxs\n```\n",
	} {
		t.Run("a block "+name+" is fine", func(t *testing.T) { holds(t, "blocks", shownCode+"-- docs/a.md --\n# A\n\n"+page+"\n") })
	}
	for name, page := range map[string]string{
		"a line that is nowhere":       "```go\nxs := []int{1, 2}\nys := xs // ! no Go file has this line\nfor v := range stream.Iter(xs).All(ctx) {\n```",
		"the first line":               "```go title=x\n\nys := xs // ! no Go file has this line\n```",
		"lines that do not follow":     "```go\nfmt.Println(v) // a comment\nfor v := range stream.Iter(xs).All(ctx) { // ! after those above it\n```",
		"part of a line":               "``` go\nxs := []int{1, // ! no Go file has this line\n```",
		"a comment is not code":        "```golang\nOutput: 1 // ! no Go file has this line\n```",
		"the second block of a page":   "```go\nxs := []int{1, 2}\n```\n\n```go\n}\nxs := []int{1, 2} // ! no Go file\n```",
		"a block that does not close":  "```go // ! not closed\nxs := []int{1, 2}",
		"an open block after a closed": "```go\n}\n```\n```go // ! not closed",
	} {
		t.Run("not fine: "+name, func(t *testing.T) {
			holds(t, "blocks", shownCode+"-- docs/a.md --\n"+page+"\n")
		})
	}
	t.Run("only the pages of docs are held to it", func(t *testing.T) {
		holds(t, "blocks", "-- README.md --\n```go\nx\n```\n-- docs/deep/a.md --\n```go\nx\n```\n")
	})
}
