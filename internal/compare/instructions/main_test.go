package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCases(t *testing.T) {
	xs := []int{0, 1, 2, 3, 4, 5}
	for _, c := range cases {
		want := 21 // 1 + ... + 6
		if c.name == "Map, Filter, Map, TryCollect" {
			want = 15 // 2, 4 and 6, and one more each
		}
		got, err := c.run(xs)
		require.NoError(t, err, c.name)
		assert.Equal(t, want, got, c.name)
	}
	assert.ErrorContains(t, runCase("unknown", 1), `no case "unknown"`)
}

func TestReports(t *testing.T) {
	for name, report := range map[string]string{
		"perf stat -e instructions:u": "15\n1234567,,instructions:u,2500000,100.00,,\n",
		"valgrind --tool=callgrind":   "15\n==7== Events    : Ir\n==7== Collected : 1234567\n==7== \n==7== I   refs:      1,234,567\n",
	} {
		for _, c := range counters {
			n, err := c.parse([]byte(report))
			if c.name == name {
				require.NoError(t, err)
				assert.EqualValues(t, 1234567, n)
			} else {
				assert.Error(t, err)
			}
		}
	}
	_, err := counters[0].parse([]byte("15\n<not supported>,,instructions:u,0,100.00,,\n"))
	assert.Error(t, err)
}

func TestWithoutCountersItSaysSo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	assert.ErrorContains(t, count(""), "install valgrind")
}
