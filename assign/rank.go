package assign

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// rank is what AS-7 compares of one person: load, last assignment, and the first half
// of the id, which nearly always decides.
type rank struct {
	load int
	last int64 // nanoseconds; never is the smallest
	id   uint64
}

func rankOf(c *Candidate) rank {
	last := int64(math.MinInt64)
	if !c.LastAssignedAt.IsZero() {
		last = c.LastAssignedAt.UnixNano()
	}
	return rank{load: c.Load, last: last, id: binary.BigEndian.Uint64(c.ID[:8])}
}

// before is AS-7 for the people at two places.
func (b *Bench) before(i, j int) bool {
	r, t := &b.ranks[i], &b.ranks[j]
	switch {
	case r.load != t.load:
		return r.load < t.load
	case r.last != t.last:
		return r.last < t.last
	case r.id != t.id:
		return r.id < t.id
	}
	return compareIDs(b.people[i].ID, b.people[j].ID) < 0
}

// shortlist keeps the first so many of an order, group after group.
type shortlist struct {
	places [shownPlaces]int
	n      int // kept
	from   int // where the present group begins
	max    int // at most shownPlaces
}

func (l *shortlist) full() bool { return l.n == l.max }

// offer takes a place in where the order wants it, or turns it away.
func (b *Bench) offer(l *shortlist, i int) {
	if l.full() {
		if l.n == l.from || !b.before(i, l.places[l.n-1]) {
			return
		}
		l.n--
	}
	at := l.n
	for ; at > l.from && b.before(i, l.places[at-1]); at-- {
		l.places[at] = l.places[at-1]
	}
	l.places[at] = i
	l.n++
}

// rank appends a group to the shortlist in the order of AS-7.
//
// It walks either the group, or the queues from the shortest until the list is full.
// The second is taken only when it looks at fewer words than the group has people.
func (b *Bench) rank(l *shortlist, group set, size int) {
	l.from = l.n
	if size <= len(b.queues.people)*len(group) {
		b.offerAll(l, group, b.occupied)
		return
	}
	for _, queue := range b.queues.people {
		if l.full() {
			return
		}
		b.offerAll(l, group, queue)
	}
}

// offerAll offers everybody who is in both sets.
func (b *Bench) offerAll(l *shortlist, group, among set) {
	among = among[:len(group)]
	for w := range group {
		for hits := group[w] & among[w]; hits != 0; hits &= hits - 1 {
			b.offer(l, w*wordBits+bits.TrailingZeros64(hits))
		}
	}
}
