package assign

import "slices"

// queue is the people of one kind and one length. Somebody who leaves leaves a gap,
// because most join at the end: who has just been assigned a deal.
type queue struct {
	length int
	places []int32 // nobody is a gap
	turns  []turn  // of the places; also of gaps
	live   int
	head   int // all before it are gaps: who is assigned leaves from the front
}

// nobody is a place that is never occupied, and so is in no set.
const nobody = 0

// maxGaps is how many gaps a queue of so many people may have before it is closed up:
// few, because every walk steps over them.
func maxGaps(live int) int { return live/16 + 32 }

func (q *queue) join(place int, t turn, spots []spot) {
	q.live++
	if n := len(q.turns); n == 0 || q.turns[n-1].compare(t) < 0 {
		q.places, q.turns = append(q.places, int32(place)), append(q.turns, t)
		spots[place] = spotOf(q.length, n)
		return
	}
	at, gap := slices.BinarySearchFunc(q.turns, t, turn.compare)
	q.head = min(q.head, at)
	if gap { // who comes back to where they were
		q.places[at], spots[place] = int32(place), spotOf(q.length, at)
		return
	}
	q.places, q.turns = slices.Insert(q.places, at, int32(place)), slices.Insert(q.turns, at, t)
	q.number(at, spots)
}

// number tells everybody from there on where they stand.
func (q *queue) number(from int, spots []spot) {
	for at := from; at < len(q.places); at++ {
		spots[q.places[at]] = spotOf(q.length, at)
	}
}

func (q *queue) leave(at int, spots []spot) {
	q.places[at] = nobody
	for q.head < len(q.places) && q.places[q.head] == nobody {
		q.head++
	}
	if q.live--; len(q.places)-q.live > maxGaps(q.live) {
		q.closeUp(spots)
	}
}

func (q *queue) closeUp(spots []spot) {
	n := 0
	for at, place := range q.places {
		if place != nobody {
			q.places[n], q.turns[n] = place, q.turns[at]
			n++
		}
	}
	q.places, q.turns, q.head = q.places[:n], q.turns[:n], 0
	q.number(0, spots)
}

// collect appends the first of a group to a shortlist until it is full, and says how many
// places it looked at.
func (q *queue) collect(l *shortlist, group set) (steps int) {
	places := q.places[q.head:]
	for n, place := range places {
		at := uint32(place)
		if group[at/wordBits]>>(at%wordBits)&1 == 0 {
			continue
		}
		l.places[l.n] = int(place)
		if l.n++; l.full() {
			return n + 1
		}
	}
	return len(places)
}
