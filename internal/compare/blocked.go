package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"github.com/seed-09178888/leat/internal/compare/contenders"
	"github.com/seed-09178888/leat/internal/compare/measure"
)

// A standstill is what count tasks cost that all wait for the last to start.
type standstill struct {
	bytes float64 // heap and stack, each
	ms    float64 // until all ran
}

// stop lets c run until count tasks are blocked.
func stop(c contenders.Contender, count int) (standstill, error) {
	xs := row{elements: count}.xs()
	var running atomic.Int64
	all, release := make(chan struct{}), make(chan struct{})
	done := make(chan []int)
	before := inUse()
	start := time.Now()
	go func() {
		done <- c.Map(xs, count, func(x int) int {
			if running.Add(1) == int64(count) {
				close(all)
			}
			<-release
			return x + 1
		})
	}()
	select {
	case <-all:
	case <-time.After(time.Minute):
		return standstill{}, fmt.Errorf("%s: after a minute %d of %d tasks run", c.Name, running.Load(), count)
	}
	took := time.Since(start)
	used := inUse() - before
	close(release)
	if !slices.Equal(<-done, contenders.Loop.Map(xs, 1, measure.Task(0))) {
		return standstill{}, fmt.Errorf("%s: wrong results", c.Name)
	}
	return standstill{bytes: used / float64(count), ms: float64(took.Microseconds()) / 1000}, nil
}

// inUse returns the bytes of heap and stacks in use, garbage left out.
func inUse() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapInuse + m.StackInuse)
}

// blocked measures each contender in a process of its own: the runtime keeps
// the descriptors of goroutines that have ended, and the next would have them for free.
func blocked(r row) ([]figure, error) {
	const rounds = 6
	bytes, duration := figure{unit: "bytes each"}, figure{unit: "ms until all run"}
	for _, c := range r.contenders {
		weight, wait := measure.Line{Name: c.Name}, measure.Line{Name: c.Name}
		for range rounds {
			s, err := alone(c, r.n)
			if err != nil {
				return nil, err
			}
			weight.Ns = append(weight.Ns, s.bytes)
			wait.Ns = append(wait.Ns, s.ms)
		}
		bytes.Lines = append(bytes.Lines, weight)
		duration.Lines = append(duration.Lines, wait)
	}
	return []figure{bytes, duration}, nil
}

// alone runs stop in a new process of this program.
func alone(c contenders.Contender, count int) (s standstill, err error) {
	self, err := os.Executable()
	if err != nil {
		return s, err
	}
	cmd := exec.Command(self, "-blocked", c.Name, "-count", fmt.Sprint(count))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return s, fmt.Errorf("%s: %w", c.Name, err)
	}
	_, err = fmt.Sscan(string(out), &s.bytes, &s.ms)
	return s, err
}

// blockedMain is the other end of alone.
func blockedMain(name string, count int) error {
	for _, c := range everybody() {
		if c.Name == name {
			s, err := stop(c, count)
			fmt.Println(s.bytes, s.ms)
			return err
		}
	}
	return fmt.Errorf("no contender is called %q", name)
}
