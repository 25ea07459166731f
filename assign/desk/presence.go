package desk

import (
	"slices"
	"time"

	"mandate/assign"
	"mandate/ident"
)

// presence is who is there, who stands in for whom, and what the clock will change of
// it (sections 11 and 12).
type presence struct {
	saved   map[ident.ID]period            // absences that have not ended, by person
	gone    map[ident.ID]bool              // inactive or deleted people
	namedBy map[ident.ID]map[ident.ID]bool // people whose saved absence names this one
	links   map[ident.ID][]link            // lingering links, by deal
	linked  map[ident.ID]map[ident.ID]bool // deals with a link from or to this person

	first  time.Time // the earliest bound of an absence
	unsure bool      // first is to be found anew
}

// period is one absence that has not ended.
type period struct {
	assign.Absence
	id     ident.ID
	active bool
}

// link is a lingering link of a deal (OO-6).
type link struct{ from, to ident.ID }

func (p *presence) clear() {
	*p = presence{saved: map[ident.ID]period{}, gone: map[ident.ID]bool{}, namedBy: map[ident.ID]map[ident.ID]bool{},
		links: map[ident.ID][]link{}, linked: map[ident.ID]map[ident.ID]bool{}}
}

// absent reports whether somebody's absence is active, and whom it names.
func (p *presence) absent(id ident.ID) (ident.ID, bool) {
	a := p.saved[id]
	return a.Delegate, a.active
}

// available is active and not absent.
func (p *presence) available(id ident.ID) bool { return !p.gone[id] && !p.saved[id].active }

// of is what the walk of DC-1 asks of a deal; the zero id is a deal without links.
func (p *presence) of(deal ident.ID) assign.Presence {
	walk := assign.Presence{Absent: p.absent, Available: p.available}
	if links := p.links[deal]; len(links) > 0 {
		walk.Lingering = func(from ident.ID) (ident.ID, bool) {
			at := slices.IndexFunc(links, func(l link) bool { return l.from == from })
			if at < 0 {
				return ident.ID{}, false
			}
			return links[at].to, true
		}
	}
	return walk
}

// standIn is who would act on a new deal of somebody (AS-5); zero: nobody available.
func (p *presence) standIn(id ident.ID) ident.ID {
	acts, _ := assign.ActsFor(id, p.of(ident.ID{}))
	return acts
}

// save keeps somebody's absence, or forgets it.
func (p *presence) save(person ident.ID, a period, saved bool) {
	if old, was := p.saved[person]; was {
		drop(p.namedBy, old.Delegate, person)
	}
	delete(p.saved, person)
	p.unsure = true
	if saved {
		p.saved[person] = a
		put(p.namedBy, a.Delegate, person)
	}
}

// setLinks keeps a deal's lingering links.
func (p *presence) setLinks(deal ident.ID, links []link) {
	for _, l := range p.links[deal] {
		drop(p.linked, l.from, deal)
		drop(p.linked, l.to, deal)
	}
	delete(p.links, deal)
	if len(links) > 0 {
		p.links[deal] = links
	}
	for _, l := range links {
		put(p.linked, l.from, deal)
		put(p.linked, l.to, deal)
	}
}

// before gives the people from whom a walk over active absences can come to one of
// these, and these themselves.
func (p *presence) before(people []ident.ID) map[ident.ID]bool {
	found := map[ident.ID]bool{}
	queue := slices.Clone(people)
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		if found[id] {
			continue
		}
		found[id] = true
		for from := range p.namedBy[id] {
			if p.saved[from].active {
				queue = append(queue, from)
			}
		}
	}
	return found
}

// next is the earliest bound of an absence; zero: there is none.
func (p *presence) next() time.Time {
	if !p.unsure {
		return p.first
	}
	p.first, p.unsure = time.Time{}, false
	for _, a := range p.saved {
		if at := a.bound(); p.first.IsZero() || at.Before(p.first) {
			p.first = at
		}
	}
	return p.first
}

// bound is when the clock changes the absence: its start, or its end once it has begun.
func (a period) bound() time.Time {
	if a.active {
		return a.To
	}
	return a.From
}
