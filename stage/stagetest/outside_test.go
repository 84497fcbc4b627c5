package stagetest_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage/stagetest"
)

// The test below runs the one above as a program of its own, since all of it fails.
func TestFailing(t *testing.T) {
	if os.Getenv("STAGETEST_FAILING") == "" {
		return
	}
	stagetest.Expect(t, same[string], "a-b|", "a--b|") // wrong
	stagetest.Expect(t, func(s strs) strs {
		return s.Inspect(func(string) { go func() { select {} }() }) // leaks
	}, "a|", "a|")
	stagetest.Expect(t, func(s strs) strs { return s.Inspect(func(string) { t.FailNow() }) }, "a|", "a|")
	t.Error("not reached")
}

func TestAFailureOutsideABubbleIsReportedForTheLineOfTheCaller(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFailing$")
	cmd.Env = append(os.Environ(), "STAGETEST_FAILING=1")
	output, err := cmd.CombinedOutput()
	var failed *exec.ExitError
	assert.ErrorAs(t, err, &failed)

	text := string(output)
	assert.Contains(t, text, `    outside_test.go:19: stagetest: tick 2 (2s) should have nothing, but had b
                in  a-b|
          expected  a--b|
            actual  a-b|
                      ~`)
	assert.Contains(t, text, "outside_test.go:20: stagetest: 1 goroutine is left")
	assert.Contains(t, text, "outside_test.go:23: stagetest: tick 0 (0s) should have a, but had nothing")
	assert.Contains(t, text, "stagetest: a function of the stream has called runtime.Goexit, as FailNow does")
	assert.Equal(t, 1, strings.Count(text, "--- FAIL"), text)
	for _, not := range []string{"panic", "deadlock", "not reached"} {
		assert.NotContains(t, text, not)
	}
}
