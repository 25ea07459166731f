package assign

import "math/bits"

// set is a bit per place on the bench. All sets of one bench have the same length.
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

// andEither keeps what is also in t or u.
func (s set) andEither(t, u set) {
	t, u = t[:len(s)], u[:len(s)]
	for i := range s {
		s[i] &= t[i] | u[i]
	}
}

// split sets s to what of t is in u, and the rest to what of t is not.
func (s set) split(rest, t, u set) {
	rest, t, u = rest[:len(s)], t[:len(s)], u[:len(s)]
	for i := range s {
		s[i], rest[i] = t[i]&u[i], t[i]&^u[i]
	}
}

func (s set) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}
