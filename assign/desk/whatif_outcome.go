package desk

import (
	"slices"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ident"
)

// DealDifference is a deal that would stand otherwise.
type DealDifference struct {
	Deal          ident.ID
	Before, After DealOutcome
}

// DealOutcome is how a deal stands.
type DealOutcome struct {
	Owner, Acting ident.ID
	Delegates     []ident.ID // nearest first
	Blocked       bool       // AP-1
	Stalled       bool       // DC-5
	Breaches      []assign.Comparison
}

func (o DealOutcome) equal(p DealOutcome) bool {
	return o.Acting == p.Acting && o.Blocked == p.Blocked && o.Stalled == p.Stalled && slices.Equal(o.Delegates, p.Delegates) && slices.Equal(o.Breaches, p.Breaches)
}

func (o DealOutcome) on() []ident.ID { return append([]ident.ID{o.Owner}, o.Delegates...) }

// walk is the presence of the copy, with the lingering links of a deal.
func (w *world) walk(row *db.Deal) assign.Presence {
	p := w.people.presence()
	p.Lingering = func(from ident.ID) (ident.ID, bool) {
		for _, l := range row.Edges.Lingering {
			if l.FromID == from {
				return l.ToID, true
			}
		}
		to, lingers := w.lingering[from]
		return to, lingers && follows(onDeal(row), from, to)
	}
	return p
}

// follows reports whether somebody stands right behind another on a deal.
func follows(on []ident.ID, from, to ident.ID) bool {
	i := slices.Index(on, from)
	return i >= 0 && i+1 < len(on) && on[i+1] == to
}

// judge fills in who acts and what they exceed.
func (w *world) judge(o *DealOutcome, d assign.Deal, approvals []*db.ApprovalGrant) {
	on := o.on()
	o.Acting = on[len(on)-1]
	limits := w.people[o.Acting].Limits
	o.Breaches = assign.Breaches(d.Figures, limits, w.settings)
	grants := make([]assign.Grant, len(approvals))
	for i, g := range approvals {
		grants[i] = grantRow(g).Grant
	}
	o.Blocked = assign.Blocked(d, limits, w.settings, grants)
}
