//go:build race

package main

// The race detector has memory of its own for every word that was ever used.
const raceEnabled = true
