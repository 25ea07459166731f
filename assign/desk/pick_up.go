package desk

import (
	"context"

	"mandate/ent/db/assignmentdecision"
	"mandate/fault"
)

// PickUp gives an unassigned deal to the caller, an available person who sees it, at any
// load (AS-12). Of two at once one gets it; the other is told DEAL_ALREADY_ASSIGNED.
func (d *Desk) PickUp(ctx context.Context, m Move) error {
	return d.operate(ctx, operation{m.Deal, m.Expected,
		func(ctx context.Context, s *sitting, f *file) error { return s.mayPickUp(ctx, f) },
		func(ctx context.Context, s *sitting, f *file) error {
			return s.hand(ctx, *f, s.tx.Actor.Person(), assignmentdecision.ModePICKUP, m.Comment)
		}})
}

func (s *sitting) mayPickUp(ctx context.Context, f *file) error {
	switch {
	case !f.Status.Open():
		return dealClosed()
	case !f.Owner.IsZero():
		return fault.New(fault.Conflict, fault.CodeDealAlreadyAssigned, "Somebody has this deal already.").On("dealId")
	}
	person := s.tx.Actor.Person()
	active, err := s.isActive(ctx, person)
	if err != nil {
		return err
	}
	_, absent := s.absent(person)
	switch {
	case !person.IsZero() && !active:
		return userInactive()
	case absent:
		return fault.New(fault.Denied, fault.CodeUserAbsent, "Somebody who is out of office can't pick up a deal.")
	case person.IsZero():
		return forbidden()
	}
	seen, err := s.sees(ctx, f)
	if err == nil && !seen {
		return forbidden()
	}
	return err
}
