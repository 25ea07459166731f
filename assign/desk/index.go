package desk

import (
	"bytes"
	"maps"
	"slices"

	"mandate/ident"
)

func put(index map[ident.ID]map[ident.ID]bool, key, value ident.ID) {
	if key.IsZero() {
		return
	}
	if index[key] == nil {
		index[key] = map[ident.ID]bool{}
	}
	index[key][value] = true
}

func drop(index map[ident.ID]map[ident.ID]bool, key, value ident.ID) {
	delete(index[key], value)
	if len(index[key]) == 0 {
		delete(index, key)
	}
}

// ordered lists the ids of a set, bytewise.
func ordered(set map[ident.ID]bool) []ident.ID {
	return slices.SortedFunc(maps.Keys(set), func(a, b ident.ID) int { return bytes.Compare(a[:], b[:]) })
}
