package store

import (
	"slices"
	"testing"

	"mandate/ident"
)

// TestPeopleAreCutOff: a row of people's words is read to its end, whatever bytes ids have, and one that
// breaks off is an error rather than people who are not found.
func TestPeopleAreCutOff(t *testing.T) {
	t.Parallel()
	first, second := ident.ID{'\n', ':', 15: '\n'}, ident.ID{1, 15: 2}
	row := "\n" + string(first[:]) + "3:8:bo\n bo lend" + "\n" + string(second[:]) + "3:4:ada ada"
	words := needles([][]byte{[]byte("d")}, []byte(row))
	f := foremostPlaced{most: 5}
	if err := f.among([]byte(row), words); err != nil || !slices.Equal(f.ids(), []ident.ID{second, first}) {
		t.Errorf("%v, %v", f.ids(), err)
	}
	for cut := range len("3:4:ada ad") {
		if err := f.among([]byte(row[:len(row)-cut-1]+"d"), words); cut != 0 && err == nil {
			t.Errorf("a row without its last %d bytes is read", cut+1)
		}
	}
	for _, length := range []string{"", ":", "x:", "-1:", "1234567890:", "12"} {
		if n, _, ok := cutLength([]byte(length)); ok {
			t.Errorf("%q is the number %d", length, n)
		}
	}
}

// TestTheForemostAreKept of more than are kept at a time, in any order.
func TestTheForemostAreKept(t *testing.T) {
	t.Parallel()
	f := foremostPlaced{most: 3}
	want, added := []ident.ID{}, 0
	for n := range 200 {
		key := byte(n * 67 % 200) // each number once
		if p := (placed{[]byte{'k', key / 2}, ident.ID{key}}); f.wants(p) {
			f.add(p)
			added++
		}
		want = append(want, ident.ID{byte(n)})
	}
	if got := f.ids(); !slices.Equal(got, want[:3]) || added > 50 {
		t.Errorf("the first are %v, want %v; %d of 200 were wanted", got, want[:3], added)
	}
}
