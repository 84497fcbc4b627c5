package main

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// A snapshot is what the bar shows.
type snapshot struct {
	files, bytes           int64
	totalFiles, totalBytes int64
	counted                bool // the totals are final
	perSecond              float64
}

// bar returns the line to draw in that many columns: what was done, how fast,
// and, once all has been counted, how much is left.
func (s snapshot) bar(width int) string {
	if !s.counted || s.totalFiles == 0 {
		return clip(fmt.Sprintf("%s files  %s  %s/s", count(s.files), size(s.bytes), size(int64(s.perSecond))), width)
	}
	left := fmt.Sprintf("%s/%s files  %s/%s", count(s.files), count(s.totalFiles), size(s.bytes), size(s.totalBytes))
	right := fmt.Sprintf("%3.0f%%  %s/s  %s left", 100*s.done(), size(int64(s.perSecond)), s.timeLeft())
	room := min(width-len(left)-len(right)-len("  [] "), 40)
	if room < 5 {
		return clip(left+"  "+right, width)
	}
	filled := int(s.done() * float64(room))
	return left + "  [" + strings.Repeat("=", filled) + strings.Repeat(" ", room-filled) + "] " + right
}

// done is the part that is done, from 0 to 1. Files may grow while they are
// read.
func (s snapshot) done() float64 {
	if s.totalBytes == 0 {
		return min(1, float64(s.files)/float64(s.totalFiles))
	}
	return min(1, float64(s.bytes)/float64(s.totalBytes))
}

// timeLeft is the time until the end at the speed of the last seconds.
func (s snapshot) timeLeft() string {
	seconds := float64(max(0, s.totalBytes-s.bytes)) / s.perSecond
	if math.IsNaN(seconds) || seconds > 99*3600 {
		return "--:--"
	}
	d := time.Duration(math.Ceil(seconds)) * time.Second
	if d >= time.Hour {
		return fmt.Sprintf("%d:%02d:%02d", d/time.Hour, d/time.Minute%60, d/time.Second%60)
	}
	return fmt.Sprintf("%d:%02d", d/time.Minute, d/time.Second%60)
}

func clip(line string, width int) string { return line[:min(len(line), max(0, width))] }

// A rate is the speed of the last few seconds: an average in which the past
// fades.
type rate struct {
	perSecond float64
	at        time.Duration
	bytes     int64
}

// add tells that after so much time that many bytes have been read in all.
func (r *rate) add(at time.Duration, bytes int64) {
	const memory = 3 * time.Second
	passed := at - r.at
	if passed <= 0 {
		return
	}
	now := float64(bytes-r.bytes) / passed.Seconds()
	weight := 1 - math.Exp(-passed.Seconds()/memory.Seconds())
	if r.at == 0 {
		weight = 1
	}
	r.perSecond += weight * (now - r.perSecond)
	r.at, r.bytes = at, bytes
}

// size returns n bytes for people: 12.3 MiB.
func size(n int64) string {
	if n < 1024 {
		return fmt.Sprintf("%d B", n)
	}
	v, unit := float64(n)/1024, 0
	for v >= 1023.95 && unit < 5 {
		v, unit = v/1024, unit+1
	}
	return fmt.Sprintf("%.1f %ciB", v, "KMGTPE"[unit])
}

// plural returns n of that thing for people: 1 file, 2,000 files.
func plural(n int64, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return count(n) + " " + thing
}

// count returns n for people: 12,345.
func count(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
