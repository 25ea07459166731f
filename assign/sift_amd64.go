package assign

// countsWide is whether the processor counts the bits of eight words at once (AVX-512 with
// VPOPCNTDQ), and the system keeps the registers that it takes.
var countsWide = canCountWide()

func canCountWide() bool

// wideWords is how many words it takes at once.
const wideWords = 8

// wideSift is what siftWide reads and writes: words of each set, and by word of eight how
// many people are left after each check.
type wideSift struct {
	people, product, broker, bounded, roomy, reach, more, specialists *uint64
	fit, within                                                       *uint64
	counts                                                            [6][wideWords]uint64
}

// siftWide is sift and split for so many times eight words.
//
//go:noescape
func siftWide(s *wideSift, times int)

// wide makes the checks of sift and split where the processor can make them for eight words
// at once, and says how many words of the sets that were. The rest is left to them.
func (b *Bench) wide(t *tally, c *checks) (words int) {
	w := &b.work
	words = len(w.fit) / wideWords * wideWords
	if !countsWide || words == 0 {
		return 0
	}
	first := func(s set) *uint64 { return &s[:words][0] }
	s := wideSift{
		people: first(c.people), product: first(c.product), broker: first(c.broker), bounded: first(b.bounded), roomy: first(b.roomy),
		reach: first(c.reach), more: first(c.more), specialists: first(b.specialists), fit: first(w.fit), within: first(w.within),
	}
	siftWide(&s, words/wideWords)
	for n, count := range [...]*int{&t.product, &t.broker, &t.bounded, &t.fit, &t.within, &t.specialists} {
		for _, left := range s.counts[n] {
			*count += int(left)
		}
	}
	return words
}
