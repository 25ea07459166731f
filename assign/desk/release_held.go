package desk

import (
	"context"
	"fmt"

	"mandate/ent/db/deal"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Release gives a held deal back to automatic assignment (AS-13), which tries it at once
// if it is open, or else when it is reopened.
// It takes deal.assign.
func (d *Desk) Release(ctx context.Context, m Move) error {
	return d.operate(ctx, operation{m.Deal, m.Expected,
		func(_ context.Context, s *sitting, f *file) error { return s.mayRelease(f) },
		func(ctx context.Context, s *sitting, f *file) error { return s.releaseHeld(ctx, *f, m.Comment) }})
}

func (s *sitting) mayRelease(f *file) error {
	if err := s.mayMove(); err != nil {
		return err
	}
	if !f.Held {
		return fault.New(fault.Conflict, fault.CodeDealNotHeld, "The deal is not held.").On("dealId")
	}
	return nil
}

func (s *sitting) releaseHeld(ctx context.Context, f file, comment string) error {
	s.tx.Record(store.Event{Action: "DEAL_RELEASED", TargetKind: ident.Deal, Target: f.ID, Comment: comment})
	f.Held = false
	s.raised[f.ID] = true
	if f.Status.Open() {
		s.nowWaits(f.Deal)
		s.reach.deals[f.ID] = true
	}
	if err := s.tx.Client.Deal.Update().Where(deal.ID(f.ID)).SetHeld(false).AddVersion(1).Exec(ctx); err != nil {
		return fmt.Errorf("release deal %s: %w", f.ID, err)
	}
	return keep(s.tx, f, false)
}
