package stream

import "context"

// Fallible makes a function without a context fit for [Stream.TryMap]:
// TryMap(stream.Fallible(strconv.Atoi)).
func Fallible[T, U any](f func(T) (U, error)) func(context.Context, T) (U, error) {
	notNil("Fallible", "f", f == nil)
	return func(_ context.Context, v T) (U, error) { return f(v) }
}
