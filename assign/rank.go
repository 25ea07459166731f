package assign

import (
	"math"
	"time"

	"mandate/ident"
)

// rank is what AS-7 compares of one person before their id.
type rank struct {
	load int
	last int64 // nanoseconds; never is the smallest
}

// turn is all that AS-7 compares.
type turn struct {
	rank
	id ident.ID
}

func turnOf(c *Candidate) turn {
	return turn{rank: rank{load: c.queue(), last: nanoseconds(c.LastAssignedAt)}, id: c.ID}
}

func (t *turn) before(u *turn) bool {
	if t.load != u.load {
		return t.load < u.load
	}
	if t.last != u.last {
		return t.last < u.last
	}
	return compareIDs(t.id, u.id) < 0
}

// nanoseconds orders instants: what is outside the years 1678 to 2261, which 64 bits count,
// stands at the end that it is beyond.
func nanoseconds(at time.Time) int64 {
	switch year := at.Year(); {
	case at.IsZero():
		return math.MinInt64
	case year < 1678:
		return math.MinInt64 + 1
	case year > 2261:
		return math.MaxInt64
	}
	return at.UnixNano()
}

// costOfRow is about how many people are offered one by one in the time of asking a row.
const costOfRow = 4

// rank appends those of a group who are of one kind, so many, to a list that is not full,
// in the order of AS-7. It looks at all of them where they are few; else it asks the rows
// from the first until the list is full.
func (b *Bench) rank(l *shortlist, among *line, c *checks, group set, size int) {
	l.from = l.n
	room := l.max - l.n
	switch {
	case size == 0:
	case size*size*wordBits/costOfRow <= room*b.Len():
		l.offerAll(group, among)
	default:
		l.takeRows(among, c, math.MaxInt)
	}
}
