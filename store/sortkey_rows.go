package store

import (
	"cmp"
	"slices"
)

// SortByName puts rows in the order of their names, É beside E, where a list is so short that its names
// have no sort key beside them. Rows of one name stay in the order that they come in.
func SortByName[R any](rows []R, name func(R) string) {
	slices.SortStableFunc(rows, func(a, b R) int { return cmp.Compare(SortKey(name(a)), SortKey(name(b))) })
}
