package assign

import (
	"slices"
	"time"

	"mandate/ident"
)

// Bench is the candidates of one company in a form that decides fast: one bit set per
// check, preference value and limit, combined per deal, and lines in the order of AS-7.
// It gives the same decisions as Decide does on the same people.
//
// The load of one person is one number: what SetLoad, AddLoad, Put and Assign change of
// it holds for everybody for whom that person stands in, without another call.
//
// Everybody who is not deleted and may own deals belongs on it, also those without a
// configured capacity: they are never chosen, but Decision.Counts is over the people
// on the bench. Leave them out where that count may do without them.
//
// A Bench belongs to one goroutine at a time, also while it only decides.
type Bench struct {
	places map[ident.ID]int
	free   []int
	people []seated // by place; only those of occupied count
	turns  []turn   // by place: as they stand in their line
	sieves []sieve  // by place
	marked bool     // the sieves know all rungs

	able         set       // pass the checks of AS-1 before AS-2
	barred       [bars]int // people by the first of those checks that they fail
	bounded      set       // have a configured maximum (CA-3)
	roomy, ready set       // have room; and are able and bounded, so that they can take some deal
	specialists  set
	acting       set // stand in for somebody on the bench

	locations                attribute[string]
	properties               attribute[PropertyType]
	products                 attribute[ident.ID]
	brokers                  attribute[ident.ID]
	languages                attribute[string] // primary tags
	authority                [ladders]ladder
	generalists, specialised line                 // of those who are ready
	deputies                 map[ident.ID]*deputy // those who stand in for somebody on the bench

	last     int // place of who was chosen last; nobody: nobody yet
	version  int // of what prefixes are made of
	prefixes map[prefixKey]*prefix
	lately   [latelySlots]*prefix // of prefixes
	work     work
}

// NewBench seats people, each id once. Their slices are copied.
func NewBench(people []Candidate) *Bench {
	b := emptyBench(len(people) + len(people)/4 + 1)
	for i := range people {
		b.Put(people[i])
	}
	return b
}

// emptyBench has room for so many people, rounded up to whole words.
func emptyBench(room int) *Bench {
	words := (room + wordBits) / wordBits // one more than room: nobody's
	turns := make([]turn, words*wordBits)
	b := &Bench{
		places: make(map[ident.ID]int, room), deputies: make(map[ident.ID]*deputy), prefixes: make(map[prefixKey]*prefix),
		people: make([]seated, len(turns)), turns: turns, sieves: make([]sieve, len(turns)), work: newWork(words),
		locations: newAttribute[string](words, locationField), properties: newAttribute[PropertyType](words, propertyField),
		products: newAttribute[ident.ID](words, productField), brokers: newAttribute[ident.ID](words, brokerField),
		languages: newAttribute[string](words, languageField), generalists: newLine(words, turns), specialised: newLine(words, turns),
	}
	for i := range b.authority {
		b.authority[i] = newLadder(words)
	}
	for _, s := range []*set{&b.able, &b.bounded, &b.roomy, &b.ready, &b.specialists, &b.acting} {
		*s = make(set, words)
	}
	for i := len(b.people) - 1; i > nobody; i-- {
		b.free = append(b.free, i)
	}
	return b
}

// Len is the number of people on the bench.
func (b *Bench) Len() int { return len(b.places) }

// at finds a person's place: nearly always that of who was chosen last.
func (b *Bench) at(id ident.ID) (place int, seated bool) {
	if b.last != nobody && b.people[b.last].ID == id && !id.IsZero() {
		return b.last, true
	}
	place, seated = b.places[id]
	return place, seated
}

// Candidate gives a person as the bench knows them; the slices are the bench's own and
// only for reading. Put with an earlier value takes changes back.
func (b *Bench) Candidate(id ident.ID) (Candidate, bool) {
	i, ok := b.at(id)
	if !ok {
		return Candidate{}, false
	}
	return b.people[i].Candidate, true
}

// Candidates gives everybody by id, as Candidate does.
func (b *Bench) Candidates() []Candidate {
	people := make([]Candidate, 0, len(b.places))
	for _, i := range b.places {
		people = append(people, b.people[i].Candidate)
	}
	slices.SortFunc(people, func(c, d Candidate) int { return compareIDs(c.ID, d.ID) })
	return people
}

// Put seats a person, or replaces what is known of them. What the bench knows of the
// stand-in of somebody absent, as a candidate, goes before what c says.
func (b *Bench) Put(c Candidate) {
	i, known := b.places[c.ID]
	switch {
	case known:
		b.vacate(i)
	case len(b.free) == 0:
		b.grow()
		fallthrough
	default:
		i = b.free[len(b.free)-1]
		b.free = b.free[:len(b.free)-1]
		b.places[c.ID] = i
	}
	b.occupy(i, c)
	b.standIn(c.ID, c.Load, c.Limits.MaxCapacity)
}

// Remove takes a person off the bench: deleted (LC-4), or without a capacity. It reports
// whether they were there. For whom they stand in they go on doing so, without a maximum.
func (b *Bench) Remove(id ident.ID) bool {
	i, ok := b.places[id]
	if !ok {
		return false
	}
	load := b.people[i].Load
	b.vacate(i)
	b.people[i] = seated{}
	b.free = append(b.free, i)
	delete(b.places, id)
	b.standIn(id, load, Maximum{})
	return true
}

// Load gives the load of a candidate, or of somebody who only stands in for one; false
// means that the bench knows nobody of this id.
func (b *Bench) Load(id ident.ID) (int, bool) {
	if i, ok := b.at(id); ok {
		return b.people[i].Load, true
	}
	if d := b.deputies[id]; d != nil {
		return d.load, true
	}
	return 0, false
}

// SetLoad sets the load of a person, also for everybody for whom they stand in; false
// means that the bench knows nobody of this id.
func (b *Bench) SetLoad(id ident.ID, load int) bool {
	i, seated := b.at(id)
	if seated {
		b.people[i].Load = load
		b.requeue(i)
	}
	if d := b.deputies[id]; d != nil {
		b.standIn(id, load, d.max)
		return true
	}
	return seated
}

// AddLoad changes the load by so many deals, as SetLoad does, also above the maximum (CA-4).
func (b *Bench) AddLoad(id ident.ID, deals int) bool {
	load, _ := b.Load(id)
	return b.SetLoad(id, load+deals)
}

// SetOwned sets how many capacity-consuming deals a person owns (CA-5); false means that
// nobody of this id is on the bench.
func (b *Bench) SetOwned(id ident.ID, owned int) bool {
	i, ok := b.at(id)
	if !ok {
		return false
	}
	b.people[i].Owned = owned
	b.refreshRoom(i)
	return true
}

// SetLastAssigned sets the instant that AS-7 ranks by; the zero time is never.
func (b *Bench) SetLastAssigned(id ident.ID, at time.Time) bool {
	i, ok := b.at(id)
	if !ok {
		return false
	}
	b.people[i].LastAssignedAt = at
	b.requeue(i)
	return true
}

// Assign records that a deal went to an owner by any mode (AS-9). If the deal consumes
// capacity (CA-1), the owner owns one more, and the load of who acts grows: the owner, or
// their stand-in. The instant is the owner's last assignment.
func (b *Bench) Assign(owner ident.ID, d *Deal, s *Settings, at time.Time) bool {
	i, ok := b.at(owner)
	if !ok {
		return false
	}
	c := &b.people[i]
	c.LastAssignedAt = at
	if d.Status.Consumes(s.CapacityRelease) {
		c.Owned++
		if acts := c.acts(); acts != owner {
			b.AddLoad(acts, 1)
		} else {
			c.Load++
			if b.acting.has(i) {
				b.standIn(owner, c.Load, c.Limits.MaxCapacity)
			}
		}
	}
	b.requeue(i)
	return true
}
