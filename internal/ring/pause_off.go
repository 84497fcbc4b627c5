//go:build !interleave

package ring

// pause marks the points at which one goroutine hands something over to
// another. With the build tag interleave, tests stretch them.
func pause() {}
