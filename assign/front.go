package assign

import "math/bits"

// front is the people of one kind whose queue is at most so long. In it are found, without
// a walk past all others, the first of a group: some twenty out of a few hundred, who are
// far apart where many at the front are hard to please. How far it reaches follows what was
// asked lately, and changes no answer: what it does not hold is found by walking on.
type front struct {
	limit  int
	people set
	short  int // steps lately walked beyond it, less those that its holding too many was worth
}

// sizes is how many fronts a kind has: each is for groups of up to twice the people of the
// one before.
const sizes = 8

// smallest is how many bits the size of a group has for which the first front is.
const smallest = 6

func (qs *queues) front(size int) *front {
	return &qs.fronts[min(max(bits.Len(uint(size))-smallest, 0), sizes-1)]
}

// offerFront appends the first of a group. A front that was too short, or too long, for as
// much work as a change of it is, reaches further next time, or less far.
func (qs *queues) offerFront(l *shortlist, group set, size int) {
	f, room := qs.front(size), l.max-l.n
	f.short -= stepsPerPerson * max(l.offerAll(group, f.people, qs.spots)-room, 0)
	if !l.full() {
		f.short += qs.walk(l, group, f.limit+1)
	}
	qs.adapt(f)
}

// adapt takes the next queue into a front, or the last one out of it.
func (qs *queues) adapt(f *front) {
	at, _ := qs.find(f.limit + 1)
	switch {
	case f.short > 0 && at < len(qs.all) && f.short > stepsPerChange*qs.all[at].live:
		f.extend(qs.all[at])
	case f.short < 0 && at > 0 && -f.short > stepsPerChange*qs.all[at-1].live:
		f.retract(qs.all[at-1])
	}
}

// stepsPerChange is about how many steps of a walk are made in the time of changing one
// person's bit.
const stepsPerChange = 8

func (f *front) extend(q *queue) {
	f.limit, f.short = q.length, 0
	for _, place := range q.places[q.head:] {
		if place != nobody {
			f.people.add(int(place))
		}
	}
}

func (f *front) retract(q *queue) {
	f.limit, f.short = q.length-1, 0
	for _, place := range q.places[q.head:] {
		f.people.drop(int(place))
	}
}
