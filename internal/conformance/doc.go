// Package conformance is a test suite and nothing else: what the test suites of
// futures-rs, tokio-stream and futures-concurrency pin down, case by case, as
// tests of package stream and package stage.
//
// A case is named by its group and number: go test -run TestConformance/D11.
// docs/rust.md lists the cases that are left out, and those that expect
// something else than Rust.
//
// Most cases are a stream and a script of what comes out of it and when, in
// virtual time. Those are run in all ways in which a stream can be run: to the
// end, again, left after every element, and cancelled at every point; see yields.
package conformance
