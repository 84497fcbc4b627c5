package houserules_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/houserules"
)

// root is the folder of the root module, in or above the current one.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(mod), "module github.com/seed-09178888/leat\n") {
			return dir
		}
		up := filepath.Dir(dir)
		require.NotEqual(t, dir, up, "no go.mod of the module above the test")
		dir = up
	}
}

// exceptions are where a rule would make the code worse. There are none today:
//
//	{Rule: "size", File: "stream/x.go", About: "the file has", Why: "the table is read as a whole"},
var exceptions []houserules.Exception

// TestHouseRules holds this repository to the rules.
func TestHouseRules(t *testing.T) {
	violations, err := houserules.Check(os.DirFS(root(t)), exceptions...)
	require.NoError(t, err)
	var lines strings.Builder
	for _, v := range violations {
		lines.WriteString("\n" + v.String())
	}
	if len(violations) > 0 {
		t.Error("CONTRIBUTING.md asks for another form:" + lines.String())
	}
}
