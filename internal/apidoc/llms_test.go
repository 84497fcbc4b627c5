package apidoc_test

import (
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/apidoc"
)

var update = flag.Bool("update", false, "write docs/llms.txt instead of looking whether it is as it would be written")

const llms = "../../docs/llms.txt"

func TestLLMsPage(t *testing.T) {
	packages, err := apidoc.Load(os.DirFS("../.."))
	require.NoError(t, err)
	chains, err := apidoc.Chains(os.DirFS("."), "chains_test.go")
	require.NoError(t, err)
	want := apidoc.LLMs(packages, chains)
	if *update {
		require.NoError(t, os.WriteFile(llms, []byte(want), 0o644))
		return
	}
	got, err := os.ReadFile(llms)
	require.NoError(t, err)
	assert.Equal(t, want, string(got), "docs/llms.txt is not what the source says: go generate ./internal/apidoc")
}
