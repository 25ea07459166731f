package assign

import (
	"slices"
	"time"

	"mandate/ident"
)

// Placement is a deal that a sweep gave to the decision's chosen.
type Placement struct {
	Deal     ident.ID
	Decision Decision
}

// Sweep is AS-10: it visits deals by creation time, then id, each with the loads left
// by the one before, and gives the placements in that order. A deal that fits nobody,
// or does not wait, is passed by. The bench is left as if the placements had happened
// at the instant.
func Sweep(b *Bench, waiting []Deal, s Settings, at time.Time) []Placement {
	visits := make([]*Deal, len(waiting))
	for i := range waiting {
		visits[i] = &waiting[i]
	}
	slices.SortFunc(visits, (*Deal).before)
	var placed []Placement
	for _, d := range visits {
		if _, fits := b.Choose(*d, s); !fits {
			continue
		}
		decision := b.Decide(*d, s)
		b.Assign(decision.Chosen, *d, s, at)
		placed = append(placed, Placement{Deal: d.ID, Decision: decision})
	}
	return placed
}
