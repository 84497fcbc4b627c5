// Package binary builds the programs that tests run as processes.
package binary

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
)

// Of returns a function that builds the program in the current folder when it is called first, and returns
// its path: alone in a temporary folder, which the caller removes, and which other users may enter.
func Of(name string) func() (path string, err error) {
	return sync.OnceValues(func() (string, error) {
		dir, err := os.MkdirTemp("", name)
		if err != nil {
			return "", err
		}
		path := filepath.Join(dir, name)
		out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
		if err != nil {
			return "", fmt.Errorf("%w: %s", err, out)
		}
		return path, os.Chmod(dir, 0o755)
	})
}
