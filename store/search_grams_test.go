package store

import (
	"fmt"
	"slices"
	"testing"
)

// TestGramsOfWords: every second triple and the last of a word are asked for; the first people's function
// is told the others too, under the word's number below zero, and no gram twice.
func TestGramsOfWords(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		words     []string
		all, told string
	}{
		{[]string{"lendender"}, "[len nde end der]", "[len nde end der den] [1 1 1 1 -1]"},
		{[]string{"abcdef", "zo"}, "[abc cde def zo]", "[abc cde def zo bcd] [1 1 1 2 -1]"},
		{[]string{"nandena"}, "[nan nde ena]", "[nan nde ena and den] [1 1 1 -1 -1]"},
		{[]string{"a"}, "[a]", "[a] [1]"},
		{nil, "[]", "[] []"},
	} {
		if grams, _ := gramsOf(x.words, everySecond); fmt.Sprint(grams) != x.all {
			t.Errorf("%v: %v, want %s", x.words, grams, x.all)
		}
		if grams, of := toldGrams(x.words); fmt.Sprint(grams, of) != x.told || len(slices.Compact(slices.Sorted(slices.Values(grams)))) != len(grams) {
			t.Errorf("%v: %v %v are told, want %s", x.words, grams, of, x.told)
		}
	}
}
