package assign

import (
	"cmp"
	"slices"

	"mandate/ident"
)

// queues keeps people by the length of their queue, and those of one length in the order
// of AS-7, so that the first of any group are found by walking. Only lengths that somebody
// has are kept; with m deals those are at most about √(2m).
type queues struct {
	all   []*queue // shortest first
	spare []*queue
}

// queue is the people of one length. Somebody who leaves leaves a gap, because most join
// at the end: who has just been assigned a deal.
type queue struct {
	length int
	places []int32 // nobody is a gap
	turns  []turn  // of the places; also of gaps
	live   int
	head   int // all before it are gaps: who is assigned leaves from the front
	found  int // where the last walk began to find: who is chosen leaves next
}

// nobody is a place that is never occupied, and so is in no set.
const nobody = 0

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

// maxGaps is how many gaps a queue of so many people may have before it is closed up:
// few, because every walk steps over them.
func maxGaps(live int) int { return live/16 + 32 }

func (q *queues) find(length int) (int, bool) {
	return slices.BinarySearchFunc(q.all, length, func(q *queue, length int) int { return cmp.Compare(q.length, length) })
}

func (q *queues) join(place, length int, t turn) {
	at, found := q.find(length)
	if !found {
		q.all = slices.Insert(q.all, at, q.fresh(length))
	}
	q.all[at].join(place, t)
}

func (q *queues) leave(length int, t turn) {
	at, _ := q.find(length)
	left := q.all[at]
	if left.leave(t); left.live == 0 {
		q.all = slices.Delete(q.all, at, at+1)
		left.places, left.turns, left.head = left.places[:0], left.turns[:0], 0
		q.spare = append(q.spare, left)
	}
}

func (q *queues) fresh(length int) *queue {
	n := len(q.spare)
	if n == 0 {
		return &queue{length: length}
	}
	next := q.spare[n-1]
	q.spare = q.spare[:n-1]
	next.length = length
	return next
}

func (q *queue) join(place int, t turn) {
	q.live++
	if n := len(q.turns); n == 0 || q.turns[n-1].compare(t) < 0 {
		q.places, q.turns = append(q.places, int32(place)), append(q.turns, t)
		return
	}
	at, gap := slices.BinarySearchFunc(q.turns, t, turn.compare)
	q.head = min(q.head, at)
	if gap { // who comes back to where they were
		q.places[at] = int32(place)
		return
	}
	q.places, q.turns = slices.Insert(q.places, at, int32(place)), slices.Insert(q.turns, at, t)
}

func (q *queue) leave(t turn) {
	at := q.found
	if at >= len(q.turns) || q.turns[at] != t {
		at, _ = slices.BinarySearchFunc(q.turns, t, turn.compare)
	}
	q.places[at] = nobody
	for q.head < len(q.places) && q.places[q.head] == nobody {
		q.head++
	}
	if q.live--; len(q.places)-q.live > maxGaps(q.live) {
		q.closeUp()
	}
}

func (q *queue) closeUp() {
	n := 0
	for at, place := range q.places {
		if place != nobody {
			q.places[n], q.turns[n] = place, q.turns[at]
			n++
		}
	}
	q.places, q.turns, q.head = q.places[:n], q.turns[:n], 0
}

// collect appends the first of a group to a shortlist until it is full.
func (q *queue) collect(l *shortlist, group set) {
	for n, place := range q.places[q.head:] {
		at := uint32(place)
		if group[at/wordBits]>>(at%wordBits)&1 == 0 {
			continue
		}
		if l.n == 0 {
			q.found = q.head + n
		}
		l.places[l.n] = int(place)
		if l.n++; l.full() {
			return
		}
	}
}
