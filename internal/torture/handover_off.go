//go:build !interleave

package main

// Without the tag, cancellations at hand-over points do not happen.
const handovers = false

func watchHandovers(*world) {}
