package main

import (
	"context"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lists are lists to verify in a directory with the odd names; H stands for the
// digest of the file --, E for that of nothing, S for the SHA-512 of --.
var lists = map[string]string{
	"a good line":                 "H  --\n",
	"binary":                      "H *--\n",
	"one blank, as of old":        "H --\n",
	"a tab":                       "H\t--\n",
	"two tabs":                    "H\t\t--\n",
	"the first line decides: one": "H --\nH  --\nH *--\n",
	"the first line decides: two": "H  --\nH --\nH *--\n",
	"a malformed digest does not": "0x  --\n" + strings.Repeat("0", 63) + "  a\n" + strings.Repeat("g", 64) + " a\nH  --\n",
	"a malformed line does not":   "foo\nH --\n",
	"blanks before":               " \t H  --\n",
	"blanks before a backslash":   "  \\H  --\n",
	"no path":                     "H\nH \n",
	"path of one blank":           "H  \n",
	"path of one star":            "H *\n",
	"short path":                  "H  a\n",
	"three blanks":                "H   --\n",
	"digest too long":             "H0  --\n",
	"digest too short":            "H  --\n1234  --\n",
	"no hex":                      "H  --\n" + strings.Repeat("g", 64) + "  --\n",
	"mismatch":                    "E  --\n",
	"missing":                     "H  nope\n",
	"a directory":                 "H  .\n",
	"all of it":                   "H  nope\nH  nope2\nx\ny\nE  --\nE  -dash\nH  --\n",
	"one of each":                 "H  nope\nx\nE  --\nH  --\n",
	"CRLF":                        "H  --\r\nE  --\r\n",
	"two CR":                      "H  --\r\r\n",
	"no end of the last line":     "H  --\nE  --",
	"a CR at the very end":        "H  --\r",
	"comments and empty lines":    "# foo\n\n\r\nH  --\n#H  --\n",
	"only a comment":              "#H  --\n",
	"a comment after a blank":     " # foo\nH  --\n",
	"garbage":                     "foo\nbar\n",
	"nothing":                     "",
	"BSD":                         "SHA256 (--) = H\nSHA256(--)= H\n  SHA256 (--) =H\n",
	"BSD, of another algorithm":   "SHA512 (--) = S\nH  --\n",
	"BSD, garbage after":          "SHA256 (--) = H foo\nSHA256 (--) = H \nSHA256 (--) H\nSHA256 -- = H\nH  --\n",
	"BSD, parentheses":            "SHA256 (a) b) = H\nSHA256 () = H\n",
	"BSD, escaped":                "\\SHA256 (a\\nb) = H\n\\SHA256 (--) = H\n",
	"escaped":                     "\\H  a\\nb\n\\E  a\\nb\n\\H  back\\\\slash\n\\H  a\\r\n\\H  no\\n\\\\\\r\n",
	"badly escaped":               "\\H  a\\q\n\\H  a\\\n\\H  --\nH  a\\nb\nH  back\\slash\n",
	"escaped for nothing":         "\\H  --\n",
	"standard input":              "E  -\n",
	"standard input and others":   "H  --\nE  -\nH  a\n",
	"a device":                    "E  /dev/null\n",
	"too long for a name":         "H  " + strings.Repeat("n", 300) + "\n",
	"too long for a path":         "H  " + strings.Repeat("n", 5000) + "\n",
	"upper case":                  "",
}

func TestCheckAgainstGNU(t *testing.T) {
	root := plant(t, append(oddNames, "a", " ", "*")...)
	t.Chdir(root)
	sums := gnu(t, "", "sha256sum", walked(t, ".")...).stdout
	h := gnu(t, "--", "sha256sum").stdout[:64]
	e := gnu(t, "", "sha256sum").stdout[:64]
	s := gnu(t, "--", "sha512sum").stdout[:128]
	lists["upper case"] = strings.ToUpper(h) + "  --\n"
	lists["its own output"] = sums
	lists["its own output, shuffled with garbage"] = strings.ReplaceAll(sums, "\n", "\n?\n")

	for name, list := range lists {
		if len(list) < 2000 {
			list = strings.NewReplacer("H", h, "E", e, "SHA", "SHA", "S  ", s+"  ", "= S", "= "+s).Replace(list)
		} else {
			list = strings.ReplaceAll(list, "H  ", h+"  ")
		}
		t.Run(name, func(t *testing.T) {
			if unlikeOld(t) && strings.ContainsAny(list, "\\") {
				t.Skip("newer coreutils also escape backslashes here")
			}
			file := t.TempDir() + "/list"
			require.NoError(t, os.WriteFile(file, []byte(list), 0o644))
			for _, c := range []struct{ arg, stdin string }{{file, ""}, {"-", list}} {
				want := gnu(t, c.stdin, "sha256sum", "-c", "--", c.arg)
				for _, n := range []string{"1", "2", "50"} {
					got := checksumWith(t, strings.NewReader(c.stdin), "-j", n, "-check", c.arg)
					assert.Equal(t, want.stdout, got.stdout)
					assert.Equal(t, want.code, got.code)
					assert.Equal(t, warnings(want.stderr), warnings(got.stderr))
				}
			}
		})
	}
}

// unlikeOld tells whether the sha256sum here, unlike that of coreutils 9.1,
// escapes a path with a backslash in the output of -c.
func unlikeOld(t *testing.T) bool {
	sum := gnu(t, "", "sha256sum", "./back\\slash").stdout
	return strings.HasPrefix(gnu(t, sum, "sha256sum", "-c").stdout, "\\")
}

// warnings returns what stderr says about the list as a whole, without the name
// of the tool and its way to quote.
func warnings(stderr string) (lines []string) {
	for line := range strings.Lines(stderr) {
		_, text, _ := strings.Cut(line, ": ")
		if strings.HasPrefix(text, "WARNING") || strings.HasSuffix(text, "lines found\n") {
			lines = append(lines, strings.ReplaceAll(text, "'", ""))
		}
	}
	return lines
}

func TestCheck(t *testing.T) {
	t.Run("every algorithm verifies what it printed", func(t *testing.T) {
		t.Chdir(plant(t, oddNames...))
		list := t.TempDir() + "/list"
		for algo := range algorithms {
			sums := checksum(t, "-algo", algo, ".")
			require.NoError(t, os.WriteFile(list, []byte(sums.stdout), 0o644))
			got := checksum(t, "-algo", algo, "-check", list)
			assert.Equal(t, exitOK, got.code)
			assert.Equal(t, len(oddNames), strings.Count(got.stdout, ": OK\n"))
			assert.Regexp(t, `^checksum: 21 files, .*\n$`, got.stderr)
		}
	})

	t.Run("a file that cannot be read is also named on stderr", func(t *testing.T) {
		t.Chdir(t.TempDir())
		got := checksumWith(t, strings.NewReader("78af5f94892f3950  no\tpe\n"), "-algo", "xxh3", "-check", "-")
		assert.Equal(t, "no\tpe: FAILED open or read\n", got.stdout)
		assert.True(t, strings.HasPrefix(got.stderr, "checksum: \"no\\tpe\": no such file or directory\nchecksum: WARNING: 1 listed file could not be read\n"))
	})

	t.Run("a list that cannot be read is an error", func(t *testing.T) {
		for list, want := range map[string]string{"missing": "checksum: missing: no such file or directory\n", ".": "checksum: .: is a directory\n"} {
			got := checksum(t, "-check", list)
			assert.Equal(t, exitFailed, got.code)
			assert.Empty(t, got.stdout)
			assert.True(t, strings.HasPrefix(got.stderr, want), got.stderr)
			assert.NotContains(t, got.stderr, "no properly formatted")
		}
	})

	t.Run("the standard input is a file that can be read once", func(t *testing.T) {
		list := t.TempDir() + "/list"
		require.NoError(t, os.WriteFile(list, []byte("78af5f94892f3950  -\n78af5f94892f3950  -\n"), 0o644))
		got := checksumWith(t, strings.NewReader("abc"), "-algo", "xxh3", "-check", list)
		assert.Equal(t, "-: OK\n", got.stdout)
		assert.True(t, strings.HasPrefix(got.stderr, "checksum: WARNING: 1 line is improperly formatted\n"), got.stderr)
	})

	t.Run("a line with a NUL is malformed", func(t *testing.T) {
		got := checksumWith(t, strings.NewReader("78af5f94892f3950  a\x00b\n"), "-algo", "xxh3", "-check", "-")
		assert.Equal(t, exitFailed, got.code)
		assert.Contains(t, got.stderr, "standard input: no properly formatted checksum lines found")
	})

	t.Run("an interrupt ends it though the list is a terminal where nobody types", func(t *testing.T) {
		t.Chdir(plant(t, "abc"))
		ctx, cancel := context.WithCancel(t.Context())
		stdin, typed := io.Pipe()
		defer typed.Close()
		go func() { _, _ = typed.Write([]byte("78af5f94892f3950  abc\n")) }()
		var stderr strings.Builder
		printed := writerFunc(func(line string) error {
			assert.Equal(t, "abc: OK\n", line)
			cancel()
			return nil
		})
		assert.Equal(t, exitInterrupted, run(ctx, []string{"-algo", "xxh3", "-check", "-"}, stdin, printed, &stderr))
		assert.True(t, strings.HasPrefix(stderr.String(), "checksum: interrupted after 1 file, "), stderr.String())
	})

	t.Run("files that were interrupted have not failed", func(t *testing.T) {
		t.Chdir(plant(t, "abc"))
		require.NoError(t, os.Truncate("abc", 1<<40))
		require.NoError(t, os.WriteFile("list", []byte("78af5f94892f3950  abc\n"), 0o644))
		ctx, cancel := context.WithCancel(t.Context())
		var stdout, stderr strings.Builder
		j := harness(options{jobs: 2, algo: algorithms["xxh3"], listFile: "list"}, &stdout, &stderr, func(int) { cancel() })
		assert.Equal(t, exitInterrupted, j.exitCode(ctx, j.watched(ctx, j.check)))
		assert.Empty(t, stdout.String())
		assert.NotContains(t, stderr.String(), "WARNING")
		assert.NotContains(t, stderr.String(), "no properly formatted")
	})
}
