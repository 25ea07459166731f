package assign

import (
	"math/bits"
	"slices"
)

// set is a bit per place on the bench. All sets of one bench have the same length,
// which the operations on several sets rely on.
type set []uint64

const wordBits = 64

func (s set) add(i int)      { s[i/wordBits] |= 1 << (i % wordBits) }
func (s set) drop(i int)     { s[i/wordBits] &^= 1 << (i % wordBits) }
func (s set) has(i int) bool { return s[i/wordBits]&(1<<(i%wordBits)) != 0 }

// put adds or drops.
func (s set) put(i int, in bool) {
	if in {
		s.add(i)
		return
	}
	s.drop(i)
}

// among keeps the places that are in the set.
func (s set) among(places []int) []int {
	return slices.DeleteFunc(places, func(i int) bool { return !s.has(i) })
}

func (s set) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

func (s set) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// and keeps what is also in t.
func (s set) and(t set) {
	t = t[:len(s)]
	for i := range s {
		s[i] &= t[i]
	}
}

// keep keeps what is in either and says how many are left.
func (s set) keep(e either) int {
	n, a, b := 0, e.a[:len(s)], e.b[:len(s)]
	for i := range s {
		s[i] &= a[i] | b[i]
		n += bits.OnesCount64(s[i])
	}
	return n
}

// both becomes what is in t and in u, and says how many.
func (s set) both(t, u set) int {
	n := 0
	t, u = t[:len(s)], u[:len(s)]
	for i := range s {
		s[i] = t[i] & u[i]
		n += bits.OnesCount64(s[i])
	}
	return n
}

// except becomes what is in t and not in u, and says how many.
func (s set) except(t, u set) int {
	n := 0
	t, u = t[:len(s)], u[:len(s)]
	for i := range s {
		s[i] = t[i] &^ u[i]
		n += bits.OnesCount64(s[i])
	}
	return n
}

// either is the union of two sets, not yet computed.
type either struct{ a, b set }

// sift becomes what is in t and in all five unions, in one pass over the words.
func (s set) sift(t set, e *[5]either) {
	n := len(s)
	t = t[:n]
	a0, a1, a2, a3, a4 := e[0].a[:n], e[1].a[:n], e[2].a[:n], e[3].a[:n], e[4].a[:n]
	b0, b1, b2, b3, b4 := e[0].b[:n], e[1].b[:n], e[2].b[:n], e[3].b[:n], e[4].b[:n]
	for i := range s {
		s[i] = t[i] & (a0[i] | b0[i]) & (a1[i] | b1[i]) & (a2[i] | b2[i]) & (a3[i] | b3[i]) & (a4[i] | b4[i])
	}
}
