package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRunUsage(t *testing.T) {
	t.Chdir(plant(t, "dir/file"))

	t.Run("bad usage is explained, exit code 2, and nothing is hashed", func(t *testing.T) {
		for _, c := range []struct {
			args    []string
			message string
		}{
			{nil, "no directory given"},
			{[]string{"-j", "0", "dir"}, "-j must be at least 1, got 0"},
			{[]string{"-j", "-3", "dir"}, "-j must be at least 1, got -3"},
			{[]string{"-j", "x", "dir"}, `invalid value "x" for flag -j`},
			{[]string{"-algo", "md5", "dir"}, `-algo must be sha256, sha512, blake2b or xxh3, got "md5"`},
			{[]string{"-what", "dir"}, "flag provided but not defined: -what"},
			{[]string{"dir", "missing"}, "missing: no such file or directory"},
			{[]string{"dir", "mis\nsing"}, `"mis\nsing": no such file or directory`},
			{[]string{os.DevNull}, "/dev/null: neither a directory nor a regular file"},
			{[]string{""}, `"": no such file or directory`},
			{[]string{"-check", "list", "dir"}, "-check takes neither -compare nor directories"},
			{[]string{"-compare"}, "no directory given"},
			{[]string{"-compare", "-unordered", "dir"}, "-compare takes no -unordered"},
		} {
			got := checksum(t, c.args...)
			assert.Equal(t, exitUsage, got.code, c.args)
			assert.Empty(t, got.stdout, c.args)
			assert.Contains(t, got.stderr, "checksum: "+c.message)
		}
	})

	t.Run("-h prints the usage", func(t *testing.T) {
		assert.Equal(t, outcome{stdout: usage}, checksum(t, "-h"))
	})

	t.Run("the summary goes to stderr", func(t *testing.T) {
		got := checksum(t, "dir")
		assert.Regexp(t, `^checksum: 1 file, 8 B in \d+\.\d\d s, .*/s\n$`, got.stderr)
		assert.Equal(t, exitOK, got.code)
	})
}
