package assign

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// What is counted for eight words at once is what is counted word by word, for any number of
// words, and nothing is written behind the last.
func TestSiftWide(t *testing.T) {
	t.Parallel()
	if !countsWide {
		t.Log("this processor counts word by word")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for words := range 70 {
		wide, plain := siftBench(r, words)
		c := checks{people: randomSet(r, words+1), product: randomSet(r, words+1), broker: randomSet(r, words+1), reach: randomSet(r, words+1), more: randomSet(r, words+1)}
		var got, want tally
		from := wide.wide(&got, &c)
		if countsWide != (from > 0) && words >= wideWords || from > words {
			t.Fatalf("%d of %d words at once", from, words)
		}
		wide.sift(&got, &c, from)
		wide.split(&got, &c, from)
		plain.sift(&want, &c, 0)
		plain.split(&want, &c, 0)
		if got != want || !reflect.DeepEqual(wide.work, plain.work) {
			t.Fatalf("%d words: %+v\nword by word %+v", words, got, want)
		}
		if fit, within := wide.work.fit[:words+1][words], wide.work.within[:words+1][words]; fit != 0 || within != 0 {
			t.Fatalf("%d words: wrote behind them", words)
		}
	}
}

// siftBench gives two benches that are alike, with more memory than they use.
func siftBench(r *rand.Rand, words int) (b, same Bench) {
	b = Bench{bounded: randomSet(r, words+1), roomy: randomSet(r, words+1), specialists: randomSet(r, words+1)}
	same = b
	for _, each := range []*Bench{&b, &same} {
		each.work = newWork(words + 1)
		each.work.fit, each.work.within = each.work.fit[:words], each.work.within[:words]
	}
	return b, same
}

// randomSet has three of four, so that some are left after all checks.
func randomSet(r *rand.Rand, words int) set {
	s := make(set, words)
	for i := range s {
		s[i] = r.Uint64() | r.Uint64()
	}
	return s
}
