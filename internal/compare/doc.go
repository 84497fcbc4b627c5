// Command compare measures leat beside its peers and writes the tables of
// docs/performance.md. It is a module of its own, so that the peers never enter leat's go.mod.
//
//	go run . [-time 6s] [-rows regexp] [-out ../../docs]
//
// On a shared machine a time means little. So every row runs its contenders in
// turns, and what it says is a ratio within one run.
package main
