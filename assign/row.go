package assign

import (
	"iter"
	"math/bits"
)

// row is some people who follow each other in a line. By each bit of a sieve it knows who
// has it, so that one look asks all of them.
type row struct {
	taken  uint64 // slots that somebody has
	number int    // in the line's list of all rows
	order  standing
	marks  [2 * wordBits]uint64
	places [wordBits]int32
	sieves [wordBits]sieve // as marked, also of slots that nobody has
}

// holding gives the slots of those who have every bit that is asked for.
func (r *row) holding(a *asked) uint64 {
	hits := r.taken
	for _, bit := range a.bits[:a.n] {
		hits &= r.marks[bit%(2*wordBits)]
	}
	return hits
}

func (r *row) people() int { return bits.OnesCount64(r.taken) }
func (r *row) full() bool  { return ^r.taken == 0 }

// all gives the slots that somebody has, as of the beginning, and the place of who has them,
// in their order.
func (r *row) all() iter.Seq2[int, int32] {
	return func(yield func(int, int32) bool) {
		order := r.order
		for left := order.held; left != 0; left &= left - 1 {
			if slot := int(order.slots[bits.TrailingZeros64(left)]); !yield(slot, r.places[slot]) {
				return
			}
		}
	}
}

// at gives the place of who has a position.
func (r *row) at(position int) int32 { return r.places[r.order.slots[position%wordBits]%wordBits] }

// seat gives somebody a free slot, before who has a position or behind all.
func (r *row) seat(place int32, s sieve, position int) (slot int) {
	slot = bits.TrailingZeros64(^r.taken)
	r.taken |= 1 << slot
	r.order.insert(slot, position)
	r.places[slot] = place
	r.resieve(slot, s)
	return slot
}

// leave frees a slot.
func (r *row) leave(slot int) {
	r.taken &^= 1 << slot
	r.order.remove(slot)
}

// resieve marks what a sieve has, and no more what that of the slot had.
func (r *row) resieve(slot int, s sieve) {
	old := r.sieves[slot]
	flip(r.marks[:wordBits], old.takes^s.takes, slot)
	flip(r.marks[wordBits:], old.covers^s.covers, slot)
	r.sieves[slot] = s
}

// flip changes the marks of some bits for one slot.
func flip(marks []uint64, differ uint64, slot int) {
	for ; differ != 0; differ &= differ - 1 {
		marks[bits.TrailingZeros64(differ)] ^= 1 << slot
	}
}
