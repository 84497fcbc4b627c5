// Package compare measures leat beside its peers. It is a module of its own, so
// that the peers never enter leat's go.mod.
//
// Every benchmark runs its contenders in turns within one run and reports the
// time of each per element and the ratios: on a shared machine only the ratios mean anything.
package compare
