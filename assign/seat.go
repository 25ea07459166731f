package assign

import (
	"slices"

	"mandate/ident"
)

// grow seats everybody on a bench of twice the room.
func (b *Bench) grow() {
	larger := emptyBench(2 * len(b.people))
	for i := range b.people {
		larger.Put(b.people[i])
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
	b.people[i], b.ranks[i] = c, rankOf(&c)
	b.occupied.add(i)
	b.active.put(i, c.Active)
	b.willing.put(i, p.AutoAssign)
	b.attended.put(i, !c.unattended())
	b.bounded.put(i, c.Limits.MaxCapacity.Set)
	b.specialists.put(i, p.Specialist())
	b.locations.join(i, p.Locations)
	b.properties.join(i, p.properties())
	b.products.join(i, p.Products)
	b.brokers.join(i, p.Brokers)
	b.languages.join(i, p.primaryTags())
	for field, r := range reaches(c.Limits) {
		b.authority[field].join(i, r.limit.reach())
	}
	b.queues.join(i, c.queue())
	b.refreshRoom(i)
	if !c.StandIn.IsZero() {
		b.represent(i)
	}
}

// vacate undoes occupy.
func (b *Bench) vacate(i int) {
	c := &b.people[i]
	for _, s := range []set{b.occupied, b.active, b.willing, b.attended, b.bounded, b.roomy, b.ready, b.specialists} {
		s.drop(i)
	}
	b.locations.leave(i, c.Preferences.Locations)
	b.properties.leave(i, c.Preferences.properties())
	b.products.leave(i, c.Preferences.Products)
	b.brokers.leave(i, c.Preferences.Brokers)
	b.languages.leave(i, c.Preferences.primaryTags())
	for _, l := range b.authority {
		l.leave(i)
	}
	b.queues.leave(i, b.ranks[i].load)
	if !c.StandIn.IsZero() {
		b.abandon(i)
	}
}

// requeue follows a change of what a person's queue and room depend on.
func (b *Bench) requeue(i int) {
	if queue := b.people[i].queue(); queue != b.ranks[i].load {
		b.queues.leave(i, b.ranks[i].load)
		b.queues.join(i, queue)
		b.ranks[i].load = queue
	}
	b.refreshRoom(i)
}

func (b *Bench) refreshRoom(i int) {
	c := &b.people[i]
	b.roomy.put(i, c.hasRoom())
	b.ready.put(i, c.Active && c.Preferences.AutoAssign && !c.unattended() && c.Limits.MaxCapacity.Set && c.hasRoom())
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

// reaching is one field of authority, named by the breach it leads to.
type reaching struct {
	code  BreachCode
	limit Limit
}

// reaches lists the fields of both views.
func reaches(l Limits) [6]reaching {
	return [6]reaching{
		{BreachLoanAmount, l.LoanAmount}, {BreachMortgageSecured, l.MortgageSecured}, {BreachNonMortgageSecured, l.NonMortgageSecured},
		{BreachBridgeSecured, l.BridgeSecured}, {BreachTotalConnection, l.TotalConnection}, {BreachDiscretion, l.MaxDiscretionBps.limit()},
	}
}

// newAuthority makes a ladder for each field, in the order of reaches.
func newAuthority(words int) []*ladder {
	var ladders []*ladder
	for _, r := range reaches(Limits{}) {
		ladders = append(ladders, newLadder(r.code, words))
	}
	return ladders
}

// ladder gives the field that a comparison is about.
func (b *Bench) ladder(code BreachCode) *ladder {
	return b.authority[slices.IndexFunc(b.authority, func(l *ladder) bool { return l.code == code })]
}
