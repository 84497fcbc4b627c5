package main

import (
	"fmt"
	"os"
)

// resident is the resident set of the process.
func resident() int64 {
	var size, pages int64
	statm, err := os.ReadFile("/proc/self/statm")
	if err == nil {
		_, err = fmt.Sscan(string(statm), &size, &pages)
	}
	if err != nil {
		panic(err) // a Linux without /proc
	}
	return pages * int64(os.Getpagesize())
}
