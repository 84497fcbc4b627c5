//go:build !linux

package main

// resident is what the runtime has of the system and has not given back.
func resident() int64 {
	return metric("/memory/classes/total:bytes") - metric("/memory/classes/heap/released:bytes")
}
