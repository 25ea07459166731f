package assign

import (
	"math"
	"math/bits"
)

// shortlist keeps the first so many of an order, group after group.
type shortlist struct {
	places [shownPlaces]int
	spots  [shownPlaces]spot // of the present group, where it is offered one by one
	n      int               // kept
	from   int               // where the present group begins
	max    int               // at most shownPlaces
}

func (l *shortlist) full() bool { return l.n == l.max }

// offerAll offers everybody who is in both sets to a list that is not full, and says how
// many those are; most of many are turned away at the bar, which is the last on a full list.
func (l *shortlist) offerAll(group, front set, spots []spot) (offered int) {
	bar := spot(math.MaxUint64)
	front = front[:len(group)]
	for w, hits := range group {
		for hits &= front[w]; hits != 0; hits &= hits - 1 {
			offered++
			i := w*wordBits + bits.TrailingZeros64(hits)
			if s := spots[i]; s < bar {
				if l.insert(i, s); l.full() {
					bar = l.spots[l.n-1]
				}
			}
		}
	}
	return offered
}

// insert takes a place in where the order wants it; in a full list the last one yields.
func (l *shortlist) insert(i int, s spot) {
	at := l.n
	if l.full() {
		at--
	} else {
		l.n++
	}
	for ; at > l.from && l.spots[at-1] > s; at-- {
		l.places[at], l.spots[at] = l.places[at-1], l.spots[at-1]
	}
	l.places[at], l.spots[at] = i, s
}
