package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ident"
)

// Placement is a waiting deal that would find an owner.
type Placement struct {
	Deal, Owner, Acting ident.ID
	Group               assign.Group
}

// LoadDifference is a person who would have more or less to do, or another maximum.
type LoadDifference struct {
	User                ident.ID
	Before, After       int
	MaxBefore, MaxAfter assign.Maximum
}

// recount brings the queues of the copy up to its settings and to the deals that pass to
// somebody else.
func (s *supposition) recount(ctx context.Context, c *db.Client) error {
	if s.after.settings.CapacityRelease != s.before.settings.CapacityRelease {
		if err := s.after.count(ctx, c); err != nil {
			return err
		}
	}
	for _, one := range s.dealt {
		if one.before.Acting != one.after.Acting && one.Status.Consumes(s.after.settings.CapacityRelease) {
			s.after.tally.acting[one.before.Acting]--
			s.after.tally.acting[one.after.Acting]++
		}
	}
	return nil
}

// place sweeps the waiting deals on the copy (AS-10).
func (s *supposition) place(ctx context.Context, c *db.Client) error {
	rows, err := c.Deal.Query().Where(deal.OwnerIDIsNil(), deal.Open(true), deal.Held(false)).WithFacilities().
		Order(deal.BySubmittedAt(), deal.ByID()).Limit(mostWaiting + 1).All(ctx)
	if err != nil {
		return fmt.Errorf("load waiting deals: %w", err)
	}
	if s.result.WaitingTruncated = len(rows) > mostWaiting; s.result.WaitingTruncated {
		rows = rows[:mostWaiting]
	}
	if len(rows) == 0 {
		return nil
	}
	waiting := make([]assign.Deal, len(rows))
	consumes := map[ident.ID]bool{}
	for i, row := range rows {
		if waiting[i], err = DealOf(row, s.after.known); err != nil {
			return err
		}
		consumes[row.ID] = waiting[i].Status.Consumes(s.after.settings.CapacityRelease)
	}
	presence := s.after.people.presence()
	for _, p := range assign.Sweep(s.after.bench(), waiting, s.after.settings, s.desk.Store.Now()) {
		one := Placement{Deal: p.Deal, Owner: p.Decision.Chosen, Acting: p.Decision.Chosen, Group: p.Decision.Group}
		if acts, somebody := assign.ActsFor(one.Owner, presence); somebody {
			one.Acting = acts
		}
		if consumes[one.Deal] {
			s.after.tally.acting[one.Acting]++
		}
		s.result.Placed = append(s.result.Placed, one)
	}
	return nil
}

func (s *supposition) compareLoads() {
	for _, id := range s.after.people.ids() {
		one := LoadDifference{User: id, Before: s.before.tally.acting[id], After: s.after.tally.acting[id],
			MaxBefore: s.before.people[id].Limits.MaxCapacity, MaxAfter: s.after.people[id].Limits.MaxCapacity}
		if one.Before != one.After || one.MaxBefore != one.MaxAfter {
			s.result.Loads = append(s.result.Loads, one)
		}
	}
}
