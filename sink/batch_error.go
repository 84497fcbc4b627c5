package sink

import "fmt"

// A BatchError says which batch of [Exec] has failed, and where. Elements are
// counted from 0: those before First have been committed, those of the batch rolled
// back. Only if Step is "commit" they may have been committed too: the database has to be asked.
type BatchError struct {
	First, Last int    // elements of the batch
	Element     int    // the one at which it failed, or -1
	Step        string // begin, prepare, exec or commit
	Err         error  // of the driver
}

// Error names the batch, the element and the step.
func (e *BatchError) Error() string {
	where := "is rolled back"
	switch {
	case e.Element >= 0:
		where = fmt.Sprintf("is rolled back at element %d", e.Element)
	case e.Step == "commit":
		where = "may be rolled back"
	}
	return fmt.Sprintf("sink: Exec: batch of elements %d to %d %s: %s: %v", e.First, e.Last, where, e.Step, e.Err)
}

// Unwrap is the error of the driver.
func (e *BatchError) Unwrap() error { return e.Err }
