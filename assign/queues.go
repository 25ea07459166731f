package assign

import (
	"cmp"
	"math"
	"slices"

	"mandate/ident"
)

// queues keeps the people of one kind by the length of their queue, and those of one length
// in the order of AS-7, so that the first of any group are found by walking. Only lengths
// that somebody has are kept; with m deals those are at most about √(2m).
type queues struct {
	all    []*queue // shortest first
	spare  []*queue
	people set    // of all queues
	spots  []spot // by place, of people
	fronts [sizes]front
}

// spot is where somebody stands in the order of AS-7 among people of one kind: the length
// of their queue, then where in it.
type spot uint64

func spotOf(length, at int) spot {
	return spot(uint32(int32(length))^1<<31)<<32 | spot(uint32(at))
}

func (s spot) length() int { return int(int32(uint32(s>>32) ^ 1<<31)) }
func (s spot) at() int     { return int(uint32(s)) }

// turn is what AS-7 compares among people of one load.
type turn struct {
	last int64 // nanoseconds; never is the smallest
	id   ident.ID
}

func (t turn) compare(u turn) int {
	if t.last != u.last {
		return cmp.Compare(t.last, u.last)
	}
	return compareIDs(t.id, u.id)
}

func newQueues(words int) queues {
	qs := queues{people: make(set, words), spots: make([]spot, words*wordBits)}
	for i := range qs.fronts {
		qs.fronts[i] = front{limit: math.MinInt, people: make(set, words)}
	}
	return qs
}

func (qs *queues) find(length int) (int, bool) {
	return slices.BinarySearchFunc(qs.all, length, func(q *queue, length int) int { return cmp.Compare(q.length, length) })
}

func (qs *queues) join(place, length int, t turn) {
	at, found := qs.find(length)
	if !found {
		qs.all = slices.Insert(qs.all, at, qs.fresh(length))
	}
	qs.all[at].join(place, t, qs.spots)
	qs.people.add(place)
	for i := range qs.fronts {
		if f := &qs.fronts[i]; length <= f.limit {
			f.people.add(place)
		}
	}
}

func (qs *queues) leave(place int) {
	s := qs.spots[place]
	at, _ := qs.find(s.length())
	left := qs.all[at]
	if left.leave(s.at(), qs.spots); left.live == 0 {
		qs.all = slices.Delete(qs.all, at, at+1)
		left.places, left.turns, left.head = left.places[:0], left.turns[:0], 0
		qs.spare = append(qs.spare, left)
	}
	qs.people.drop(place)
	for i := range qs.fronts {
		if f := &qs.fronts[i]; s.length() <= f.limit {
			f.people.drop(place)
		}
	}
}

func (qs *queues) fresh(length int) *queue {
	n := len(qs.spare)
	if n == 0 {
		return &queue{length: length}
	}
	next := qs.spare[n-1]
	qs.spare = qs.spare[:n-1]
	next.length = length
	return next
}

// walk appends the first of a group from queues of at least a length until the list is
// full, and says how many places it looked at.
func (qs *queues) walk(l *shortlist, group set, length int) (steps int) {
	from, _ := qs.find(length)
	for _, q := range qs.all[from:] {
		if steps += q.collect(l, group); l.full() {
			break
		}
	}
	return steps
}
