package store

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestNeedlesAreFoundWhereTheyAre draws words and texts of few letters, and compares with what Go finds.
func TestNeedlesAreFoundWhereTheyAre(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(15, 23))
	drawn := func(length int) []byte {
		text := make([]byte, length)
		for i := range text {
			text[i] = "aab\n"[draw.IntN(4)]
		}
		return text
	}
	found := 0
	for range 5_000 {
		words, text := [][]byte{drawn(draw.IntN(5)), drawn(draw.IntN(5))}, drawn(draw.IntN(60))
		for i, n := range needles(words, drawn(30*draw.IntN(2))) {
			got, want := n.in(text), bytes.Index(text, words[i])
			if got != want {
				t.Fatalf("%q is in %q at %d, want %d", words[i], text, got, want)
			}
			found += min(want+1, 1)
		}
	}
	if found < 4_000 || found > 9_000 {
		t.Errorf("%d of 10,000 words are found", found)
	}
}

// TestNeedlesAreLookedForByTheRarestByte of what a row has, and by two where that one is in many places.
func TestNeedlesAreLookedForByTheRarestByte(t *testing.T) {
	t.Parallel()
	var by []int
	for _, n := range needles([][]byte{[]byte("nde"), []byte("lenderx"), []byte("a")}, []byte(" anna lender anna.lender@lender.test")) {
		by = append(by, n.by, n.beside)
	}
	if want := []int{1, 0, 6, -1, 0, -1}; !slices.Equal(by, want) {
		t.Errorf("they are looked for by the bytes at %d, want %d", by, want)
	}
}
