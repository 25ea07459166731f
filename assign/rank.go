package assign

import (
	"math"
	"time"
)

// rank is what AS-7 compares of one person before their id.
type rank struct {
	load int
	last int64 // nanoseconds; never is the smallest
}

func rankOf(c *Candidate) rank {
	return rank{load: c.queue(), last: nanoseconds(c.LastAssignedAt)}
}

func nanoseconds(at time.Time) int64 {
	if at.IsZero() {
		return math.MinInt64
	}
	return at.UnixNano()
}

// stepsPerPerson is about how many steps of a walk are made in the time of offering one
// person, whose bit no processor foresees.
const stepsPerPerson = 20

// rank appends those of a group who are of one kind, so many, to a list that is not full,
// in the order of AS-7. It looks at all of them where they are few; else it walks the queues
// from the shortest until the list is full, past the front where the list is long.
func (b *Bench) rank(l *shortlist, among *queues, group set, size int) {
	l.from = l.n
	room := l.max - l.n
	switch {
	case size == 0:
	case size*size*stepsPerPerson <= room*b.Len():
		l.offerAll(group, among.people, among.spots)
	case room <= shownPlaces/2:
		among.walk(l, group, math.MinInt)
	default:
		among.offerFront(l, group, size)
	}
}
