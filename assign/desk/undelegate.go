package desk

import (
	"context"

	"mandate/actor"
	"mandate/assign"
	"mandate/ident"
	"mandate/store"
)

// Undelegate ends by hand what outlives its absence: all lingering links of a deal (OO-7).
// It is for everybody on the deal, the direct manager of the owner, and deal.assign.
func (d *Desk) Undelegate(ctx context.Context, m Move) error {
	return d.operate(ctx, operation{m.Deal, m.Expected,
		func(ctx context.Context, s *sitting, f *file) error { return s.mayUndelegate(ctx, f) },
		func(_ context.Context, s *sitting, f *file) error {
			s.tx.Record(store.Event{Action: "DELEGATES_UNASSIGNED", TargetKind: ident.Deal, Target: f.ID, Comment: m.Comment})
			s.dropLinks(f.ID, anyLink)
			return nil
		}})
}

func (s *sitting) mayUndelegate(ctx context.Context, f *file) error {
	allowed, err := s.mayEndDelegation(ctx, f)
	if err != nil {
		return err
	}
	return assign.CheckUndelegate(s.rechain(*f).chain, allowed)
}

func (s *sitting) mayEndDelegation(ctx context.Context, f *file) (bool, error) {
	person := s.tx.Actor.Person()
	if s.tx.Actor.Can(actor.DealAssign) || f.on(person) {
		return true, nil
	}
	if person.IsZero() || f.Owner.IsZero() {
		return false, nil
	}
	return s.manages(ctx, person, []ident.ID{f.Owner})
}
