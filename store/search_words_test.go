package store

import (
	"slices"
	"testing"
)

// TestAWordWithinAnotherIsNotAskedFor: who has the longer word has the shorter one.
func TestAWordWithinAnotherIsNotAskedFor(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"lender e nde TEST xaver es": {"lender", "test", "xaver"},
		"anna ann annanna":           {"annanna"},
		"nan anna ban":               {"nan", "anna", "ban"},
		"a b a":                      {"a", "b"},
	} {
		if got := searched(text).words; !slices.Equal(got, want) {
			t.Errorf("%q asks for %v, want %v", text, got, want)
		}
	}
}
