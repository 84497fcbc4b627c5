// Package migrate holds the code of docs/from-errgroup.md and docs/from-rill.md,
// and runs both halves of each pair over the same work: what the pages say is
// the same, and what they say is different, is tested here.
package migrate
