package assign

import (
	"slices"

	"mandate/ident"
)

// deputy is somebody who acts for absent people on the bench, whether or not they are on
// it themselves. Load and maximum are those that everybody's room and queue go by.
type deputy struct {
	load   int
	max    Maximum
	places []int // of those for whom they act
}

// SetStandIn makes a person absent, with who would act on a new deal (ActsFor), or the
// zero ID for nobody available. Load and maximum are the stand-in's: they count where the
// stand-in is not on the bench, and then for everybody for whom they act. False means
// that nobody of this id is on the bench.
func (b *Bench) SetStandIn(id, standIn ident.ID, load int, maximum Maximum) bool {
	c, ok := b.Candidate(id)
	if !ok {
		return false
	}
	c.Absent, c.StandIn, c.StandInLoad, c.StandInMax = true, standIn, load, maximum
	b.Put(c)
	return true
}

// ClearAbsence makes a person present again; false means that nobody of this id is on
// the bench.
func (b *Bench) ClearAbsence(id ident.ID) bool {
	c, ok := b.Candidate(id)
	if !ok {
		return false
	}
	c.Absent = false
	b.Put(c)
	return true
}

// Represented lists the absent people on the bench for whom somebody stands in, by id: a
// change of that person's load or maximum changes their room and queue (CA-5).
func (b *Bench) Represented(standIn ident.ID) []ident.ID {
	d := b.deputies[standIn]
	if d == nil {
		return nil
	}
	people := make([]ident.ID, 0, len(d.places))
	for _, i := range d.places {
		people = append(people, b.people[i].ID)
	}
	slices.SortFunc(people, compareIDs)
	return people
}

// represent gives an absent person their deputy, who acts with one load for everybody.
func (b *Bench) represent(i int) {
	c := &b.people[i]
	d := b.deputies[c.StandIn]
	if d == nil {
		d = &deputy{}
		b.deputies[c.StandIn] = d
	}
	d.places = append(d.places, i)
	load, maximum := c.StandInLoad, c.StandInMax
	if at, seated := b.places[c.StandIn]; seated {
		load, maximum = b.people[at].Load, b.people[at].Limits.MaxCapacity
		b.acting.add(at)
	}
	b.standIn(c.StandIn, load, maximum)
}

// abandon undoes represent.
func (b *Bench) abandon(i int) {
	id := b.people[i].StandIn
	d := b.deputies[id]
	d.places = slices.DeleteFunc(d.places, func(at int) bool { return at == i })
	if len(d.places) == 0 {
		delete(b.deputies, id)
		if at, seated := b.places[id]; seated {
			b.acting.drop(at)
		}
	}
}

// standIn sets what a person counts with where they stand in for others, if they do.
func (b *Bench) standIn(id ident.ID, load int, maximum Maximum) {
	d := b.deputies[id]
	if d == nil {
		return
	}
	d.load, d.max = load, maximum
	for _, i := range d.places {
		b.people[i].StandInLoad, b.people[i].StandInMax = load, maximum
		b.requeue(i)
	}
}
