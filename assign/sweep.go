package assign

import (
	"container/heap"
	"iter"
	"slices"
	"time"

	"mandate/ident"
)

// Reach says which waiting deals an event could have helped (AS-10). Before the event
// none had somebody who could take it (I-10), so that nobody else has become one.
type Reach struct {
	Everything bool       // after a change of settings or catalogue
	Deals      []ident.ID // that the event changed or made wait
	People     []ident.ID // whose checks, room or load it changed
}

// manyPeople is from where on it is less work to visit every deal than to ask what each
// of so many could take.
const manyPeople = 500

// Sweep is AS-10: it gives the waiting deals within reach that somebody on the bench can
// take, by creation time, then id. The caller assigns each and removes it from those that
// wait before it asks for the next, so that each is visited with the loads left by the
// one before.
func (w *Waiting) Sweep(b *Bench, r Reach, s Settings) iter.Seq[Deal] {
	return func(yield func(Deal) bool) {
		people := b.moved(r.People)
		r.Everything = r.Everything || len(people) > manyPeople
		if !s.AutoAssign || len(w.deals) == 0 || !r.Everything && len(people)+len(r.Deals) == 0 {
			return
		}
		rest := w.visits(b, r, people, s)
		heap.Init(&rest)
		for len(rest) > 0 {
			v := heap.Pop(&rest).(visit)
			if len(people) > 0 {
				if people = b.ready.among(people); len(people) == 0 {
					rest.forTheirOwnSake()
				}
			}
			if !v.itself && !b.anyTakes(people, v.deal, s) {
				continue
			}
			if _, fits := b.Choose(v.deal, &s); fits && !yield(*v.deal) {
				return
			}
		}
	}
}

// moved gives the places of people who could take some deal, and of those for whom they
// stand in.
func (b *Bench) moved(people []ident.ID) []int {
	var places []int
	for _, id := range people {
		if i, ok := b.places[id]; ok {
			places = append(places, i)
		}
		if d := b.deputies[id]; d != nil {
			places = append(places, d.places...)
		}
	}
	return b.ready.among(places)
}

// anyTakes reports whether a deal passes for one of the people at these places, but for
// authority.
func (b *Bench) anyTakes(places []int, d *Deal, s Settings) bool {
	return slices.ContainsFunc(places, func(i int) bool { return unfit(&b.people[i].Candidate, d, s) == "" })
}

// Placement is a deal that a sweep gave to the decision's chosen.
type Placement struct {
	Deal     ident.ID
	Decision Decision
}

// Sweep visits deals by creation time, then id, each with the loads left by the one
// before, and gives the placements in that order (AS-10). A deal that fits nobody, or
// does not wait, is passed by. The bench is left as if the placements had happened at the
// instant.
func Sweep(b *Bench, deals []Deal, s Settings, at time.Time) []Placement {
	var waiting Waiting
	for i := range deals {
		if deals[i].Waits(&s) {
			waiting.Put(deals[i])
		}
	}
	var placed []Placement
	for d := range waiting.Sweep(b, Reach{Everything: true}, s) {
		decision := b.Decide(d, s)
		b.Assign(decision.Chosen, &d, &s, at)
		waiting.Remove(d.ID)
		placed = append(placed, Placement{Deal: d.ID, Decision: decision})
	}
	return placed
}
