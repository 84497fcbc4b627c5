package houserules_test

import "testing"

// importing is a repository of one file with one import, and what is said of it.
func importing(file, path, said string) string {
	if said != "" {
		said = " // ! " + said
	}
	return "-- " + file + " --\npackage p\n\nimport \"" + path + "\"" + said + "\n"
}

func TestImports(t *testing.T) {
	const leat = "github.com/seed-09178888/leat/"
	for file, paths := range map[string][]string{
		"internal/x/a.go":          {"context", "os", "net/http", leat + "internal/ring", "github.com/sourcegraph/conc", "github.com/sourcegraph/conc/panics"},
		"internal/compare/a.go":    {leat + "stream", "github.com/sourcegraph/conc/stream"},
		"stream/a.go":              {"iter", "iox", leat + "internal/ring", "github.com/sourcegraph/conc/panics", "github.com/cenkalti/backoff/v5"},
		"stream/a_test.go":         {"os", "io", leat + "stage/stagetest", "github.com/stretchr/testify/require", "pgregory.net/rapid"},
		"stage/a.go":               {"iter", leat + "stream"},
		"stage/stagetest/a.go":     {"testing", "testing/synctest", leat + "stream", leat + "stage"},
		"source/a.go":              {"os", "database/sql", leat + "stream"},
		"sink/a.go":                {"io/fs", leat + "stream"},
		"sink/a_test.go":           {leat + "source", "github.com/stretchr/testify/assert"},
		"connect/kafka/a.go":       {"net", leat + "stream", "github.com/twmb/franz-go/pkg/kgo"},
		"examples/checksum/a.go":   {"os", leat + "stream", leat + "source", leat + "connect/kafka", "golang.org/x/term"},
		"examples/checksum/b/a.go": {leat + "stage/stagetest", leat + "sink"},
	} {
		for _, path := range paths {
			t.Run(file+" may import "+path, func(t *testing.T) { holds(t, "imports", importing(file, path, "")) })
		}
	}
	for file, paths := range map[string][]string{
		"internal/x/a.go":        {leat + "stream", leat + "internals", "github.com/sourcegraph/conc/pool", "github.com/cenkalti/backoff/v5"},
		"internal/x/a_test.go":   {"github.com/sourcegraph/conc/stream", "github.com/stretchr/testifynot"},
		"stream/a.go":            {"os", "os/exec", "io", "io/fs", "net", "net/netip", "database/sql", leat + "stage", leat + "stream/x", "github.com/stretchr/testify/require"},
		"stage/a.go":             {leat + "internal/ring", leat + "source", leat + "stage/stagetest", "github.com/sourcegraph/conc"},
		"stage/stagetest/a.go":   {leat + "sink", leat + "internal/ring", "github.com/stretchr/testify/assert"},
		"source/a.go":            {leat + "sink", leat + "stage", "github.com/sourcegraph/conc/panics"},
		"sink/a.go":              {leat + "source", leat + "internal/ring"},
		"connect/kafka/a.go":     {leat + "internal/ring", leat + "connect/otel", leat + "examples/x"},
		"examples/x/a.go":        {leat + "internal/ring"},
		"examples/x/a_test.go":   {leat + "internal/ring"},
		"connect/otel/a_test.go": {leat + "internal/ring"},
	} {
		for _, path := range paths {
			t.Run(file+" must not import "+path, func(t *testing.T) { holds(t, "imports", importing(file, path, "must not import "+path)) })
		}
	}
	t.Run("a folder without a layer is asked for one", func(t *testing.T) {
		holds(t, "imports", "-- streams/a.go --\npackage streams // ! the folder streams belongs to no layer\n")
	})
	t.Run("the line is that of the import", func(t *testing.T) {
		holds(t, "imports", "-- stream/a.go --\npackage stream\n\nimport (\n\t\"context\"\n\tx \"io\" // ! I/O belongs in source and sink\n\t\"iter\"\n)\n")
	})
}
