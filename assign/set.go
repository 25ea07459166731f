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

func (s set) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// union becomes what is in t or in u.
func (s set) union(t, u set) {
	t, u = t[:len(s)], u[:len(s)]
	for i := range s {
		s[i] = t[i] | u[i]
	}
}

// intersect becomes what is in t and in u.
func (s set) intersect(t, u set) {
	t, u = t[:len(s)], u[:len(s)]
	for i := range s {
		s[i] = t[i] & u[i]
	}
}

// intersectAll becomes what is in all four.
func (s set) intersectAll(t, u, v, w set) {
	n := len(s)
	t, u, v, w = t[:n], u[:n], v[:n], w[:n]
	for i := range s {
		s[i] = t[i] & u[i] & v[i] & w[i]
	}
}

// keep keeps what is also in t and says how many are left.
func (s set) keep(t set) int {
	n := 0
	t = t[:len(s)]
	for i := range s {
		s[i] &= t[i]
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

// common says how many are in s and in t.
func (s set) common(t set) int {
	n := 0
	t = t[:len(s)]
	for i, w := range s {
		n += bits.OnesCount64(w & t[i])
	}
	return n
}
