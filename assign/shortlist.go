package assign

import "math/bits"

// shortlist keeps the first so many of an order, group after group.
type shortlist struct {
	places      [shownPlaces]int32
	n           int // kept
	specialists int // the first of them
	from        int // where those begin whose order is still open
	max         int // at most shownPlaces
}

func (l *shortlist) full() bool { return l.n == l.max }

// offerAll offers everybody of a group who is in a line.
func (l *shortlist) offerAll(group set, among *line) {
	people := among.people[:len(group)]
	for w, hits := range group {
		for hits &= people[w]; hits != 0; hits &= hits - 1 {
			l.offer(int32(w*wordBits+bits.TrailingZeros64(hits)), among.turns)
		}
	}
}

// takeRows appends everybody who passes, row by row until the list is full, and says
// whether it is, or they are all. It looks at no more than so many rows, and fewer where
// people have what a sieve is asked for and do not pass.
func (l *shortlist) takeRows(among *line, c *checks, most int) bool {
	failed := 0
	for at, r := range among.rows {
		if l.full() {
			break
		}
		if at+failed/costOfRow >= most {
			return false
		}
		for hits := r.order.positions(r.holding(&c.asked)); hits != 0 && !l.full(); hits &= hits - 1 {
			if place := r.at(bits.TrailingZeros64(hits)); c.pass(place) {
				l.places[l.n] = place
				l.n++
				continue
			}
			failed++
		}
	}
	return true
}

// offer takes a place in where the order wants it; in a full list the last one yields.
func (l *shortlist) offer(place int32, turns []turn) {
	at, t := l.n, &turns[place]
	if l.full() {
		at--
		if at < l.from || !t.before(&turns[l.places[at]]) {
			return
		}
	} else {
		l.n++
	}
	for ; at > l.from && t.before(&turns[l.places[at-1]]); at-- {
		l.places[at] = l.places[at-1]
	}
	l.places[at] = place
}
