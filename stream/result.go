package stream

// A Result is an element as a value: a value, or an error with the zero value.
type Result[T any] struct {
	Value T
	Err   error
}

// Get returns the value and the error, as a function call would.
func (r Result[T]) Get() (T, error) { return r.Value, r.Err }

// Partition splits the results of a [Stream.Collect] into the values and the
// errors, each in the order of rs. Together they have len(rs) elements; either is nil if it has none.
func Partition[T any](rs []Result[T]) ([]T, []error) {
	var values []T
	var errs []error
	for _, r := range rs {
		if r.Err != nil {
			errs = append(errs, r.Err)
		} else {
			values = append(values, r.Value)
		}
	}
	return values, errs
}

// valueOrError drops the value that a function returned beside an error.
func valueOrError[T any](v T, err error) (T, error) {
	if err != nil {
		var zero T
		return zero, err
	}
	return v, nil
}

// A Pair is what [Stream.Zip] makes of two elements.
type Pair[A, B any] struct {
	First  A
	Second B
}
