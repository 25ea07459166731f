package desk

import (
	"time"

	"mandate/assign"
	"mandate/ident"
)

// explain judges everybody on a deal as if it were visited now (AS-14). A deal that does
// not wait, being held or in a company that does not assign, gets no verdicts.
func (r *reader) explain(d assign.Deal, now time.Time) *Explanation {
	e := &Explanation{At: now, Live: true, Mode: "AUTO", Figures: d.Figures, SwitchedOff: !r.settings.AutoAssign, Held: d.Held}
	if !d.Waits(&r.settings) {
		return e
	}
	decision := r.bench.Decide(d, r.settings)
	e.Order = decision.Order
	people := map[assign.Reason]int{}
	for _, n := range decision.Counts {
		people[n.Reason] += n.People
	}
	for id := range r.rest {
		people[assign.Judge(r.unbounded(id), d, r.settings).Reason]++
	}
	e.count(people)
	return e
}

// explainOne gives the verdict on one person and their place, as Desk.ExplainOne does.
func (r *reader) explainOne(d assign.Deal, person ident.ID) (*assign.Verdict, int) {
	if !d.Waits(&r.settings) {
		return nil, 0
	}
	decision := r.bench.Decide(d, r.settings)
	e := Explanation{Order: decision.Order}
	if v, rank := e.placeOf(person); v != nil {
		return v, rank
	}
	one, seated := r.bench.Candidate(person)
	if !seated {
		if _, known := r.rest[person]; !known {
			return nil, 0
		}
		one = r.unbounded(person)
	}
	v := assign.Judge(one, d, r.settings)
	rankBehind(&v, decision.Group)
	return &v, 0
}

// unbounded is somebody without a capacity as they are now.
func (r *reader) unbounded(id ident.ID) assign.Candidate {
	one := r.rest[id]
	one.Load = r.acting[id]
	if _, one.Absent = r.absent(id); one.Absent {
		one.Owned, one.StandIn = r.owning[id], r.standIn(id)
		one.StandInLoad = r.acting[one.StandIn]
		acts, _ := r.bench.Candidate(one.StandIn)
		one.StandInMax = acts.Limits.MaxCapacity
	}
	return one
}
