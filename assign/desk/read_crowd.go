package desk

import (
	"bytes"
	"maps"
	"slices"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/ident"
)

// crowd is the people of AS-1 at one time, with what they could do.
type crowd map[ident.ID]directory.Authority

// presence is what the walk of DC-1 asks of a new deal.
func (c crowd) presence() assign.Presence {
	return assign.Presence{
		Absent: func(id ident.ID) (ident.ID, bool) {
			a := c[id]
			return a.Delegate, a.Absent
		},
		Available: func(id ident.ID) bool {
			a := c[id]
			return a.Active && !a.Absent
		},
	}
}

// ids lists the people, bytewise.
func (c crowd) ids() []ident.ID {
	return slices.SortedFunc(maps.Keys(c), func(a, b ident.ID) int { return bytes.Compare(a[:], b[:]) })
}

// standIns are who would act for those of the people who are absent.
func (c crowd) standIns(people []ident.ID) map[ident.ID]ident.ID {
	out := map[ident.ID]ident.ID{}
	for _, id := range people {
		if c[id].Absent {
			out[id], _ = assign.ActsFor(id, c.presence())
		}
	}
	return out
}

// tally is what people had to do at the same time.
type tally struct {
	acting, owning map[ident.ID]int
	last           map[ident.ID]time.Time // last assignment
}

// candidate is a person as the rules judge them.
func (c crowd) candidate(id ident.ID, t tally) assign.Candidate {
	a := c[id]
	one := assign.Candidate{ID: id, Active: a.Active, Preferences: a.Preferences, Limits: a.Limits, Load: t.acting[id], LastAssignedAt: t.last[id], Absent: a.Absent}
	if !a.Absent {
		return one
	}
	one.Owned = t.owning[id]
	if acts, somebody := assign.ActsFor(id, c.presence()); somebody {
		one.StandIn, one.StandInLoad, one.StandInMax = acts, t.acting[acts], c[acts].Limits.MaxCapacity
	}
	return one
}
