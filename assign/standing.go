package assign

import "math/bits"

// standing is the order of AS-7 among the people of a row. Each has a position; between
// positions there may be free ones, so that who comes or goes seldom moves others.
type standing struct {
	held  uint64          // positions that somebody has
	slots [wordBits]uint8 // by position: the slot of who has it
	at    [wordBits]uint8 // by slot: the position
}

// behind is the position after all others: one that nobody has.
const behind = wordBits

// below is all positions before one.
func below(position int) uint64 { return 1<<position - 1 }

// positions gives those that some slots have.
func (s *standing) positions(slots uint64) (positions uint64) {
	for ; slots != 0; slots &= slots - 1 {
		positions |= 1 << (s.at[bits.TrailingZeros64(slots)] % wordBits)
	}
	return positions
}

// slotsFrom gives the slots that stand at a position or after it.
func (s *standing) slotsFrom(position int) (slots uint64) {
	for left := s.held &^ below(position); left != 0; left &= left - 1 {
		slots |= 1 << s.slots[bits.TrailingZeros64(left)]
	}
	return slots
}

// from gives the first position that is held, from one on.
func (s *standing) from(position int) int { return bits.TrailingZeros64(s.held &^ below(position)) }

// insert gives a slot a position right before one that is held, or behind all. It has a free
// one to give.
func (s *standing) insert(slot, position int) {
	free := wordBits - bits.LeadingZeros64(s.held&below(position))
	if free == position {
		free = s.part(position)
	}
	s.put(slot, free)
	s.held |= 1 << free
}

// part moves those before a position to the front and the others to the end, and gives the
// first free position between: the next who comes often belongs there too.
func (s *standing) part(position int) (free int) {
	old, end := s.slots, wordBits
	for left := s.held & below(position); left != 0; left &= left - 1 {
		s.put(int(old[bits.TrailingZeros64(left)]), free)
		free++
	}
	for left := s.held &^ below(position); left != 0; {
		last := bits.Len64(left) - 1
		left &^= 1 << last
		end--
		s.put(int(old[last]), end)
	}
	s.held = below(free) | ^below(end)
	return free
}

func (s *standing) put(slot, position int) {
	s.slots[position], s.at[slot] = uint8(slot), uint8(position)
}

// remove frees the position of a slot.
func (s *standing) remove(slot int) { s.held &^= 1 << s.at[slot] }
