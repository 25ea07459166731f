package assign

import (
	"slices"
	"unsafe"

	"mandate/ident"
)

// seated is a candidate in whole lines of memory, so that what decisions tell of them lies in
// as few as it fills.
type seated struct {
	Candidate
	_ [(lineBytes - unsafe.Sizeof(Candidate{})%lineBytes) % lineBytes]byte
}

// lineBytes is what processors read at once.
const lineBytes = 64

// nobody is a place that is never occupied, and so is in no set.
const nobody = 0

// grow seats everybody on a bench of twice the room.
func (b *Bench) grow() {
	larger := emptyBench(2 * len(b.people))
	for i := range b.people[nobody+1:] {
		larger.Put(b.people[nobody+1+i].Candidate)
	}
	*b = *larger
}

// occupy enters a person into every index at a place that is empty.
func (b *Bench) occupy(i int, c Candidate) {
	p := &c.Preferences
	p.Locations, p.Languages = slices.Clone(p.Locations), slices.Clone(p.Languages)
	p.PropertyTypes, p.Products, p.Brokers = slices.Clone(p.PropertyTypes), slices.Clone(p.Products), slices.Clone(p.Brokers)
	if !c.Absent {
		c.StandIn = ident.ID{}
	}
	if c.StandIn.IsZero() {
		c.StandInLoad, c.StandInMax = 0, Maximum{}
	}
	b.people[i].Candidate, b.turns[i] = c, turnOf(&c)
	b.work.hold(i)
	b.bounded.put(i, c.Limits.MaxCapacity.Set)
	b.specialists.put(i, p.Specialist())
	takes := b.locations.join(i, p.Locations) | b.properties.join(i, p.properties()) | b.products.join(i, p.Products) |
		b.brokers.join(i, p.Brokers) | b.languages.join(i, p.primaryTags())
	for field, reach := range reaches(&c.Limits) {
		if b.authority[field].join(i, reach) {
			b.marked = false
		}
	}
	b.sieves[i] = sieve{takes: takes, covers: b.covers(&c.Limits)}
	b.acting.put(i, b.deputies[c.ID] != nil)
	b.refreshBar(i, 1)
	b.refreshRoom(i)
	if !c.StandIn.IsZero() {
		b.represent(i)
	}
}

// vacate undoes occupy.
func (b *Bench) vacate(i int) {
	c := &b.people[i]
	b.unqueue(i)
	b.refreshBar(i, -1)
	for _, s := range []set{b.able, b.bounded, b.roomy, b.specialists, b.acting} {
		s.drop(i)
	}
	b.locations.leave(i, c.Preferences.Locations)
	b.properties.leave(i, c.Preferences.properties())
	b.products.leave(i, c.Preferences.Products)
	b.brokers.leave(i, c.Preferences.Brokers)
	b.languages.leave(i, c.Preferences.primaryTags())
	for field := range b.authority {
		b.authority[field].leave(i)
	}
	if !c.StandIn.IsZero() {
		b.abandon(i)
	}
}

// requeue follows a change of what a person's rank and room depend on.
func (b *Bench) requeue(i int) {
	if t := turnOf(&b.people[i].Candidate); t != b.turns[i] {
		b.unqueue(i)
		b.turns[i] = t
	}
	b.refreshRoom(i)
}

// refreshRoom follows a change of room. Only those who could take some deal are in a queue.
func (b *Bench) refreshRoom(i int) {
	c := &b.people[i]
	roomy := c.hasRoom()
	ready := roomy && c.Limits.MaxCapacity.Set && b.able.has(i)
	b.roomy.put(i, roomy)
	switch {
	case !ready:
		b.unqueue(i)
	case !b.ready.has(i):
		b.ready.add(i)
		b.lineOf(i).join(i, b.sieves[i])
	}
}

// unqueue takes a person out of their queue, if they are in one.
func (b *Bench) unqueue(i int) {
	if b.ready.has(i) {
		b.ready.drop(i)
		b.lineOf(i).leave(i)
	}
}

// lineOf gives the line of a person's kind: every group is of one (AS-6).
func (b *Bench) lineOf(i int) *line {
	if b.specialists.has(i) {
		return &b.specialised
	}
	return &b.generalists
}

// The checks of AS-1 before AS-2, which no deal plays a part in.
const (
	byNothing = iota
	byAccount
	bySwitch
	byAbsence
	bars
)

// bar is the first of them that a candidate fails.
func (c *Candidate) bar() int {
	switch {
	case !c.Active:
		return byAccount
	case !c.Preferences.AutoAssign:
		return bySwitch
	case c.unattended():
		return byAbsence
	}
	return byNothing
}

// refreshBar counts somebody in or, with -1, out.
func (b *Bench) refreshBar(i, change int) {
	bar := b.people[i].bar()
	b.barred[bar] += change
	b.able.put(i, bar == byNothing)
	b.version++
}

// properties are the property types that restrict.
func (p *Preferences) properties() []PropertyType {
	if !p.restrictsProperty() {
		return nil
	}
	return p.PropertyTypes
}

func (p *Preferences) primaryTags() []string {
	tags := make([]string, len(p.Languages))
	for i, l := range p.Languages {
		tags[i] = primaryTag(l)
	}
	return tags
}
