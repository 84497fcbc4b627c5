package stagetest

import (
	"fmt"
	"reflect"
	"testing"
)

// Order fails if got does not have the elements of want in the same order, and
// shows the first that differs and its neighbours. Elements are compared as reflect.DeepEqual does.
// It returns whether all is well.
func Order[T any](tb testing.TB, want, got []T) bool {
	tb.Helper()
	if i, differs := firstOther(want, got); differs {
		tb.Errorf("stagetest: element %d should be %s, but is %s\n%s", i, elementAt(want, i), elementAt(got, i), around(want, got, i))
		return false
	}
	return true
}

// OrderByKey fails if got does not have, for every key, the elements of want in
// the same order; those of different keys may come in any order.
// It returns whether all is well.
func OrderByKey[T any, K comparable](tb testing.TB, want, got []T, key func(T) K) bool {
	tb.Helper()
	keys, wanted := byKey(want, key)
	more, gotten := byKey(got, key)
	checked := map[K]bool{}
	for _, k := range append(keys, more...) {
		if checked[k] {
			continue
		}
		checked[k] = true
		if i, differs := firstOther(wanted[k], gotten[k]); differs {
			tb.Errorf("stagetest: element %d of key %v should be %s, but is %s\n%s", i, k, elementAt(wanted[k], i), elementAt(gotten[k], i), around(wanted[k], gotten[k], i))
			return false
		}
	}
	return true
}

// byKey also returns the keys, in the order in which they first come.
func byKey[T any, K comparable](vs []T, key func(T) K) (keys []K, of map[K][]T) {
	of = map[K][]T{}
	for _, v := range vs {
		k := key(v)
		if _, known := of[k]; !known {
			keys = append(keys, k)
		}
		of[k] = append(of[k], v)
	}
	return keys, of
}

func firstOther[T any](want, got []T) (i int, differs bool) {
	for i := range max(len(want), len(got)) {
		if i >= len(want) || i >= len(got) || !reflect.DeepEqual(want[i], got[i]) {
			return i, true
		}
	}
	return 0, false
}

func elementAt[T any](vs []T, i int) string {
	if i >= len(vs) {
		return "absent"
	}
	return fmt.Sprint(vs[i])
}

// around shows both from a few elements before i to a few behind it.
func around[T any](want, got []T, i int) string {
	return fmt.Sprintf("%10s  %s\n%10s  %s", "expected", part(want, i), "actual", part(got, i))
}

func part[T any](vs []T, i int) string {
	from, to := max(0, min(i, len(vs))-5), min(i+6, len(vs))
	text := fmt.Sprint(vs[from:to])
	text = text[1 : len(text)-1]
	if from > 0 {
		text = "... " + text
	}
	if to < len(vs) {
		text += " ..."
	}
	return fmt.Sprintf("%s  (%d %s)", text, len(vs), plural(len(vs), "element", "elements"))
}
