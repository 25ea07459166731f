package assign

import (
	"encoding/binary"
	"math"
	"math/bits"
	"time"
)

// rank is what AS-7 compares of one person: load, last assignment, and the first half
// of the id, which nearly always decides.
type rank struct {
	load int
	last int64 // nanoseconds; never is the smallest
	id   uint64
}

func rankOf(c *Candidate) rank {
	return rank{load: c.queue(), last: nanoseconds(c.LastAssignedAt), id: binary.BigEndian.Uint64(c.ID[:8])}
}

func nanoseconds(at time.Time) int64 {
	if at.IsZero() {
		return math.MinInt64
	}
	return at.UnixNano()
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

// stepsPerPerson is about how many steps of a walk are made in the time of looking at one
// person, whose bit no processor foresees.
const stepsPerPerson = 6

// rank appends a group to a list that is not full, in the order of AS-7. It walks the
// queues of its kind from the shortest until the list is full, or the group where that is
// less work.
func (b *Bench) rank(l *shortlist, among *queues, group set, size int) {
	l.from = l.n
	if size == 0 {
		return
	}
	if size*size*stepsPerPerson <= (l.max-l.n)*b.Len() {
		b.offerAll(l, group)
		return
	}
	for _, q := range among.all {
		if q.collect(l, group); l.full() {
			return
		}
	}
}

// offerAll offers everybody of a group; most are turned away at the bar.
func (b *Bench) offerAll(l *shortlist, group set) {
	bar := b.bar(l)
	for w, hits := range group {
		for ; hits != 0; hits &= hits - 1 {
			i := w*wordBits + bits.TrailingZeros64(hits)
			if l.full() && b.ranks[i].after(&bar) {
				continue
			}
			b.offer(l, i)
			bar = b.bar(l)
		}
	}
}

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

// bar is the rank of the last on a full list; everybody clears that of another.
func (b *Bench) bar(l *shortlist) rank {
	if !l.full() {
		return rank{load: math.MaxInt}
	}
	return b.ranks[l.places[l.n-1]]
}
