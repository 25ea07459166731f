package assign

import "slices"

// ladder answers "whose limit reaches this far" for one field of authority. Each rung
// is a limit that somebody has or had, with all whose limit is at least as high.
//
// Lenders use few different limits. Beyond maxRungs a limit gets no rung of its own:
// its holder stands loose above the rung below, and is compared one by one.
type ladder struct {
	rungs []int64 // ascending; the first is 0, which everybody reaches
	reach []set
	loose set
	none  set // always empty: above the last rung
	words int
	marks []uint8 // by rung: the bit of a sieve, as of when they were marked
}

// maxRungs bounds the memory of a ladder and the work of a change.
const maxRungs = 64

func newLadder(words int) ladder {
	return ladder{rungs: []int64{0}, reach: []set{make(set, words)}, loose: make(set, words), none: make(set, words), words: words}
}

// join reports whether the limit got a rung that was not there.
func (l *ladder) join(i int, limit int64) (fresh bool) {
	at, found := slices.BinarySearch(l.rungs, limit)
	if fresh = !found && len(l.rungs) < maxRungs; fresh {
		l.insert(at, limit)
	}
	for _, s := range l.reach[:at] {
		s.add(i)
	}
	if found || fresh {
		l.reach[at].add(i)
	} else {
		l.loose.add(i)
	}
	return fresh
}

// insert makes a rung while nobody is loose yet: whoever reaches it reaches the next too.
func (l *ladder) insert(at int, limit int64) {
	reach := make(set, l.words)
	if at < len(l.reach) {
		copy(reach, l.reach[at])
	}
	l.rungs = slices.Insert(l.rungs, at, limit)
	l.reach = slices.Insert(l.reach, at, reach)
}

func (l *ladder) leave(i int) {
	l.loose.drop(i)
	for _, s := range l.reach {
		if !s.has(i) {
			return
		}
		s.drop(i)
	}
}

// crowded reports whether somebody may be loose.
func (l *ladder) crowded() bool { return len(l.rungs) == maxRungs }

// beyond reports whether a value is above everybody's limit.
func (l *ladder) beyond(value int64) bool {
	return !l.crowded() && l.rungs[len(l.rungs)-1] < value
}

// sure gives those who stand on a rung that covers the value. Of the sieve it asks for that
// rung, or, where somebody may be loose between the two, for the one below the value.
func (l *ladder) sure(value int64, a *asked) set {
	at, _ := slices.BinarySearch(l.rungs, value)
	if l.crowded() {
		a.add(l.marks[max(at-1, 0)])
	}
	if at == len(l.rungs) {
		return l.none
	}
	if !l.crowded() {
		a.add(l.marks[at])
	}
	return l.reach[at]
}

// possible keeps in fit those who are sure, and the loose ones between the rungs
// below and above the value.
func (l *ladder) possible(fit set, value int64) {
	at, _ := slices.BinarySearch(l.rungs, value)
	below := l.reach[max(at-1, 0)]
	for w := range fit {
		reached := below[w] & l.loose[w]
		if at < len(l.rungs) {
			reached |= l.reach[at][w]
		}
		fit[w] &= reached
	}
}
