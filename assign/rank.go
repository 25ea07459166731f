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
	return rank{load: c.queue(), last: last, id: binary.BigEndian.Uint64(c.ID[:8])}
}

// after reports whether r is behind t by what is packed; equal ones need their ids.
func (r *rank) after(t *rank) bool {
	if r.load != t.load {
		return r.load > t.load
	}
	return r.last > t.last || r.last == t.last && r.id > t.id
}

// before is AS-7 for the people at two places.
func (b *Bench) before(i, j int) bool {
	r, t := &b.ranks[i], &b.ranks[j]
	return t.after(r) || *r == *t && compareIDs(b.people[i].ID, b.people[j].ID) < 0
}

// shortlist keeps the first so many of an order, group after group.
type shortlist struct {
	places [shownPlaces]int
	n      int // kept
	from   int // where the present group begins
	max    int // at most shownPlaces
}

func (l *shortlist) full() bool { return l.n == l.max }

// offer takes a place in where the order wants it; in a full list the last one yields.
// The list has a place that is not of an earlier group.
func (b *Bench) offer(l *shortlist, i int) {
	if l.full() {
		if !b.before(i, l.places[l.n-1]) {
			return
		}
		l.n--
	}
	low, high := l.from, l.n
	for low < high {
		if middle := (low + high) / 2; b.before(i, l.places[middle]) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	copy(l.places[low+1:l.n+1], l.places[low:l.n])
	l.places[low] = i
	l.n++
}

// wordsPerPerson is about how many words of two sets are compared in the time of looking
// at one person, whose bit no processor foresees.
const wordsPerPerson = 16

// rank appends a group to a list that is not full, in the order of AS-7. It walks the
// queues from the shortest until the list is full, or the group where that is less work.
func (b *Bench) rank(l *shortlist, group set, size int) {
	l.from = l.n
	if size*wordsPerPerson <= len(b.queues.people)*len(group) {
		b.offerAll(l, group, group)
		return
	}
	for _, queue := range b.queues.people {
		b.offerAll(l, group, queue)
		if l.full() {
			return
		}
	}
}

// offerAll offers everybody who is in both sets; most are turned away at the bar.
func (b *Bench) offerAll(l *shortlist, group, among set) {
	among = among[:len(group)]
	bar := b.bar(l)
	for w := range group {
		for hits := group[w] & among[w]; hits != 0; hits &= hits - 1 {
			i := w*wordBits + bits.TrailingZeros64(hits)
			if l.full() && b.ranks[i].after(&bar) {
				continue
			}
			b.offer(l, i)
			bar = b.bar(l)
		}
	}
}

// bar is the rank of the last on a full list; everybody clears that of another.
func (b *Bench) bar(l *shortlist) rank {
	if !l.full() {
		return rank{load: math.MaxInt}
	}
	return b.ranks[l.places[l.n-1]]
}
