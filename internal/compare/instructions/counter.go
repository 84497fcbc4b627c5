package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
)

// A counter is a program that runs another one and reports its instructions.
type counter struct {
	name    string
	command []string // what stands before the program
	report  *regexp.Regexp
}

var counters = []counter{
	{"perf stat -e instructions:u", []string{"perf", "stat", "-x,", "-e", "instructions:u", "--"}, regexp.MustCompile(`(?m)^(\d+),[^,]*,instructions:u`)},
	{"valgrind --tool=callgrind", []string{"valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"}, regexp.MustCompile(`(?m)Collected : (\d+)`)},
}

// attempts are needed because valgrind crashes now and then on a go program, for instance at a signal.
const attempts = 5

// environment leaves out what does not belong to an element: the collector, and the signals that preempt.
var environment = []string{"GOMAXPROCS=1", "GOGC=off", "GODEBUG=asyncpreemptoff=1"}

// findCounter returns the first counter that works: many virtual machines have perf and refuse it the counters.
func findCounter(self string) (counter, error) {
	var all error
	for _, c := range counters {
		_, err := c.count(self, "-case", cases[0].name, "-size", "1")
		if err == nil {
			return c, nil
		}
		all = errors.Join(all, err)
	}
	return counter{}, fmt.Errorf("nothing here can count instructions; install valgrind, or perf where the processor's counters may be read:\n%w", all)
}

func (c counter) count(program string, args ...string) (n int64, err error) {
	for range attempts {
		cmd := exec.Command(c.command[0], append(append(c.command[1:len(c.command):len(c.command)], program), args...)...)
		cmd.Env = append(os.Environ(), environment...)
		var output []byte
		if output, err = cmd.CombinedOutput(); errors.Is(err, exec.ErrNotFound) {
			return 0, err
		}
		if err == nil {
			if n, err = c.parse(output); err == nil {
				return n, nil
			}
		}
	}
	return 0, fmt.Errorf("%s: %w", c.name, err)
}

func (c counter) parse(output []byte) (int64, error) {
	m := c.report.FindSubmatch(output)
	if m == nil {
		return 0, errors.New("no count in its report: the counters may be out of reach")
	}
	return strconv.ParseInt(string(m[1]), 10, 64)
}
