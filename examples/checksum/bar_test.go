package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestSnapshotBar(t *testing.T) {
	half := snapshot{files: 1234, bytes: 50 << 20, totalFiles: 12054, totalBytes: 100 << 20, counted: true, perSecond: 10 << 20}

	for _, c := range []struct {
		what  string
		s     snapshot
		width int
		want  string
	}{
		{"what is done, what there is to do, speed and time left", half, 80,
			"1,234/12,054 files  50.0 MiB/100.0 MiB  [=====     ]  50%  10.0 MiB/s  0:05 left"},
		{"no bar where it has no room", half, 70, "1,234/12,054 files  50.0 MiB/100.0 MiB   50%  10.0 MiB/s  0:05 left"},
		{"cut off where nothing has room", half, 20, "1,234/12,054 files  "},
		{"nothing at all", half, 0, ""},
		{"no total while it is being counted", snapshot{files: 3, bytes: 5, totalFiles: 4, totalBytes: 9, perSecond: 2048}, 80, "3 files  5 B  2.0 KiB/s"},
		{"no total where there is none", snapshot{files: 3, bytes: 5, counted: true}, 80, "3 files  5 B  0 B/s"},
		{"only empty files", snapshot{files: 1, totalFiles: 4, counted: true}, 60, "1/4 files  0 B/0 B  [===           ]  25%  0 B/s  --:-- left"},
		{"files that grew", snapshot{files: 1, bytes: 9, totalFiles: 1, totalBytes: 4, counted: true, perSecond: 1}, 50, "1/1 files  9 B/4 B  [=====] 100%  1 B/s  0:00 left"},
	} {
		t.Run(c.what, func(t *testing.T) {
			assert.Equal(t, c.want, c.s.bar(c.width))
			assert.LessOrEqual(t, len(c.s.bar(c.width)), c.width)
		})
	}
}

func TestTimeLeft(t *testing.T) {
	for want, s := range map[string]snapshot{
		"0:01":     {totalBytes: 1, perSecond: 1000},
		"1:00":     {totalBytes: 60, perSecond: 1},
		"59:59":    {totalBytes: 3599, perSecond: 1},
		"1:00:00":  {totalBytes: 3600, perSecond: 1},
		"27:46:40": {totalBytes: 100_000, perSecond: 1},
		"--:--":    {totalBytes: 1},
	} {
		assert.Equal(t, want, s.timeLeft())
	}
}

func TestRate(t *testing.T) {
	var r rate
	r.add(time.Second, 1000)
	assert.InDelta(t, 1000, r.perSecond, 0.1, "the first is taken as it is")
	r.add(time.Second, 2000) // the clock did not move
	assert.InDelta(t, 1000, r.perSecond, 0.1)
	for i := range 300 { // 30 s at 5000 a second
		r.add(time.Second+time.Duration(i+1)*100*time.Millisecond, int64(1000+(i+1)*500))
	}
	assert.InDelta(t, 5000, r.perSecond, 1, "the past fades")
}

func TestSizeAndCount(t *testing.T) {
	for want, n := range map[string]int64{
		"0 B": 0, "1023 B": 1023, "1.0 KiB": 1024, "1023.9 KiB": 1<<20 - 100, "1.0 MiB": 1<<20 - 1, "2.5 GiB": 5 << 29, "8.0 EiB": 1<<63 - 1,
	} {
		assert.Equal(t, want, size(n))
	}
	for want, n := range map[string]int64{"0": 0, "999": 999, "1,000": 1000, "12,345": 12345, "1,234,567": 1234567} {
		assert.Equal(t, want, count(n))
	}
}
