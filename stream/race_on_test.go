//go:build race

package stream_test

// The race detector counts allocations of its own and knows 8128 goroutines at most.
const raceEnabled = true
