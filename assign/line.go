package assign

import (
	"math/bits"
	"slices"
)

// line is the people of one kind in the order of AS-7, in rows: whoever is in a row stands
// before everybody in the rows after it.
type line struct {
	rows   []*row
	from   []turn // by row: nobody in it stands before; the first has no bound
	people set
	seats  []int32 // by place: the row's number, then the slot
	turns  []turn  // by place, of everybody on the bench
	all    []*row  // by number
	spare  []*row  // those of all that are empty
}

func newLine(words int, turns []turn) line {
	return line{people: make(set, words), seats: make([]int32, len(turns)), turns: turns}
}

// find gives the row that a turn belongs into.
func (n *line) find(t *turn) int {
	low, high := 1, len(n.from) // of those whose bound may be after it
	for low < high {
		if middle := (low + high) / 2; t.before(&n.from[middle]) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low - 1
}

func (n *line) join(place int, s sieve) {
	n.people.add(place)
	if len(n.rows) == 0 {
		n.insert(0, turn{})
	}
	at := n.find(&n.turns[place])
	if n.rows[at].full() {
		at = n.split(at, &n.turns[place])
	}
	n.seat(n.rows[at], int32(place), s)
}

func (n *line) seat(r *row, place int32, s sieve) {
	n.seats[place] = int32(r.number*wordBits + r.seat(place, s, n.position(r, &n.turns[place])))
}

// position gives that of the first in a row who stands after a turn: mostly nobody does,
// because who was assigned a deal joins behind those with as many.
func (n *line) position(r *row, t *turn) int {
	low, high := 0, bits.Len64(r.order.held)-1
	if high < 0 || n.turns[r.at(high)].before(t) {
		return behind
	}
	for low < high {
		middle := r.order.from((low + high) / 2)
		if n.turns[r.at(middle)].before(t) {
			low = middle + 1
		} else {
			high = (low + high) / 2
		}
	}
	return r.order.from(low)
}

// leave takes out somebody whose turn is still that with which they joined.
func (n *line) leave(place int) {
	n.people.drop(place)
	seat := int(n.seats[place])
	r := n.all[seat/wordBits]
	if r.leave(seat % wordBits); r.people() <= fewInRow {
		n.merge(n.find(&n.turns[place]))
	}
}

// resieve follows a change of many sieves, by place.
func (n *line) resieve(sieves []sieve) {
	for _, r := range n.rows {
		for slot, place := range r.all() {
			r.resieve(slot, sieves[place])
		}
	}
}

// insert puts an empty row among the others.
func (n *line) insert(at int, from turn) *row {
	r := &row{number: len(n.all)}
	if last := len(n.spare) - 1; last >= 0 {
		r, n.spare = n.spare[last], n.spare[:last]
	} else {
		n.all = append(n.all, r)
	}
	n.rows, n.from = slices.Insert(n.rows, at, r), slices.Insert(n.from, at, from)
	return r
}

// remove takes an empty row out; what is before the one after it belongs into the one before.
func (n *line) remove(at int) {
	n.spare = append(n.spare, n.rows[at])
	n.rows, n.from = slices.Delete(n.rows, at, at+1), slices.Delete(n.from, at, at+1)
}

// firstOf gives the turn of who stands first in a row that is not empty.
func (n *line) firstOf(r *row) turn { return n.turns[r.at(r.order.from(0))] }
