package assign

// fewInRow is from where on a row is joined with a neighbour, and fitInRow how many both
// may then be, so that the next who join it do not part it again.
const (
	fewInRow = wordBits / 4
	fitInRow = wordBits * 3 / 4
)

// split parts a full row where a turn belongs, and gives the row for it, which has a free
// slot. Mostly all of the row stand before, because who was assigned a deal joins at the end
// of those with as many: then the next row takes them, if it is of few.
func (n *line) split(at int, t *turn) int {
	r := n.rows[at]
	position := n.position(r, t)
	switch {
	case position == behind && at+1 < len(n.rows) && n.rows[at+1].people() <= fewInRow:
		n.from[at+1] = *t
		return at + 1
	case position == behind:
		n.insert(at+1, *t)
		return at + 1
	case position == r.order.from(0):
		n.insert(at, n.from[at])
		n.from[at+1] = n.firstOf(r)
		return at
	}
	after := n.insert(at+1, turn{})
	n.move(r, after, r.order.slotsFrom(position))
	n.from[at+1] = n.firstOf(after)
	return at
}

// move seats those of some slots in another row.
func (n *line) move(from, to *row, slots uint64) {
	for slot, place := range from.all() {
		if slots>>slot&1 != 0 {
			from.leave(slot)
			n.seat(to, place, from.sieves[slot])
		}
	}
}

// merge joins a row of few with the row after or before it, if both fit into one.
func (n *line) merge(at int) {
	r := n.rows[at]
	fits := func(other int) bool {
		return other >= 0 && other < len(n.rows) && n.rows[other].people()+r.people() <= fitInRow
	}
	switch {
	case r.taken == 0:
	case fits(at + 1):
		n.move(r, n.rows[at+1], r.taken)
		n.from[at+1] = n.from[at]
	case fits(at - 1):
		n.move(r, n.rows[at-1], r.taken)
	default:
		return
	}
	n.remove(at)
}
