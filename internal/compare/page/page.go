// Package page writes what was measured into pages that are written by hand.
package page

import (
	"fmt"
	"os"
	"strings"
)

// Fill writes text between the marks <!-- name --> and <!-- /kind -->, where
// name is kind or begins with "kind: ". Nothing else of the page changes. With
// nil it only looks whether the marks are there.
func Fill(page, name string, text *string) error {
	src, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	kind, _, _ := strings.Cut(name, ":")
	open, end := "<!-- "+name+" -->\n", "<!-- /"+kind+" -->"
	before, rest, ok := strings.Cut(string(src), open)
	if !ok {
		return fmt.Errorf("%s: no line %s", page, strings.TrimSpace(open))
	}
	old, _, ok := strings.Cut(rest, end)
	if !ok || strings.Contains(old, "<!-- ") {
		return fmt.Errorf("%s: no line %s after %s", page, end, strings.TrimSpace(open))
	}
	if text == nil {
		return nil
	}
	return os.WriteFile(page, []byte(before+open+*text+rest[len(old):]), 0o644)
}
