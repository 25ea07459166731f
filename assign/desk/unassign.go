package desk

import (
	"context"

	"mandate/fault"
	"mandate/store"
)

// Unassign takes a deal from its owner. It is held: automatic assignment leaves it
// out until it is released, assigned or picked up (AS-13). It takes deal.assign.
func (d *Desk) Unassign(ctx context.Context, m Move) error {
	return d.operate(ctx, operation{m.Deal, m.Expected,
		func(_ context.Context, s *sitting, f *file) error { return s.mayUnassign(f) },
		func(ctx context.Context, s *sitting, f *file) error {
			return s.release(ctx, []file{*f}, store.Event{Comment: m.Comment}, true)
		}})
}

func (s *sitting) mayUnassign(f *file) error {
	if err := s.mayMove(); err != nil {
		return err
	}
	if f.Owner.IsZero() {
		return fault.New(fault.Conflict, fault.CodeDealNotAssigned, "Nobody has this deal.").On("dealId")
	}
	return nil
}
