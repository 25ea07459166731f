package store

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// accented makes a text of so many different letters with accents, which no index makes smaller.
func accented(letters int, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 7))
	of := []rune("àáâãäåçèéêëìíîïñòóôõöùúûüýāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżž")
	text := make([]rune, letters)
	for i := range text {
		text[i] = of[r.IntN(len(of))]
	}
	return string(text)
}

// longNames are those about each bound of a sort key, up to a first and a last name that are
// each as long as may be.
func longNames() (names []string) {
	for _, n := range []int{866, 867, 1024, 1239, 1240, 1241} {
		names = append(names, accented(n, 1), accented(n, 2), "x"+accented(n, 3))
	}
	return append(names, accented(512, 1)+" "+accented(512, 2), strings.Repeat("東", 2)+accented(1020, 4), "x\x01"+accented(1020, 5))
}

// TestLongSortKeysFitTheirIndexes: a key has as many plain letters as fit beside the folded
// name, which it keeps whole, and stays one name's.
func TestLongSortKeysFitTheirIndexes(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, name := range longNames() {
		key := SortKey(name)
		plain, folded, marked := strings.Cut(key, sortMark)
		if len(name) > sortBytes-sortLetters-len(sortMark) {
			plain, folded, marked = "", key, true
		}
		if !marked || folded != FoldExact(name) || len(key) > sortBytes || !strings.HasPrefix(plainLetters.Replace(folded), plain) {
			t.Errorf("%q of %d bytes has a key of %d: %q", name, len(name), len(key), key)
		}
		if whole := len(plainLetters.Replace(folded)) + len(sortMark) + len(folded); whole <= sortBytes && len(key) != whole {
			t.Errorf("%q fits its index, and is cut to %q", name, plain)
		}
		if seen[key] != "" {
			t.Errorf("%q and %q have one key", name, seen[key])
		}
		seen[key] = name
	}
}
