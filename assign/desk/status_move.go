package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ident"
	"mandate/store"
)

// move writes the new status with what follows from it: capacity, delegates of a deal
// that closes or is reopened (DC-8), a deleted owner of a reopened deal (LC-4).
func (s *sitting) move(ctx context.Context, row *db.Deal, before file, step StatusStep, by warrant) error {
	after := before
	after.Status = step.To
	s.tx.Record(store.Event{Action: "DEAL_STATUS", TargetKind: ident.Deal, Target: row.ID, Status: string(step.To), Comment: step.Comment,
		Changes: append([]store.Change{{Field: "status", Before: string(before.Status), After: string(after.Status)}}, by.changes()...)})
	if after.Status.Open() && !before.Owner.IsZero() && row.Edges.Owner != nil && row.Edges.Owner.DeletedAt != nil {
		after.Owner = ident.ID{}
		s.tx.Record(store.Event{Action: "DEAL_UNASSIGNED", TargetKind: ident.Deal, Target: row.ID, User: before.Owner, System: true})
	}
	s.touched[row.ID], s.raised[row.ID], s.actedBefore[row.ID] = true, true, before.acting()
	if !after.Status.Open() {
		if err := s.close(ctx, &after); err != nil {
			return err
		}
	}
	if err := s.writeStatus(ctx, after); err != nil {
		return err
	}
	s.rebalance(before, after)
	return keep(s.tx, after, false)
}

// close takes the delegates off a deal that closes (DC-8).
func (s *sitting) close(ctx context.Context, f *file) error {
	removed, _ := assign.Shift(f.Delegates, nil)
	for _, id := range removed {
		s.recordDelegate("DELEGATE_REMOVED", f.ID, id)
	}
	f.Delegates, f.lingering, f.Stalled = nil, nil, false
	if len(s.links[f.ID]) > 0 {
		s.relinked(f.ID, nil)
	}
	if len(removed) == 0 {
		return nil
	}
	return clearDelegates(ctx, s.tx.Client, []ident.ID{f.ID})
}

func (s *sitting) writeStatus(ctx context.Context, f file) error {
	update := s.tx.Client.Deal.Update().Where(deal.ID(f.ID)).SetStatus(deal.Status(f.Status)).SetOpen(f.Status.Open()).
		SetStalled(f.Stalled).ClearActingID().AddVersion(1)
	if acting := f.acting(); !acting.IsZero() {
		update.SetActingID(acting)
	}
	if f.Owner.IsZero() {
		update.ClearOwnerID().SetOwnerKey("")
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("write status of deal %s: %w", f.ID, err)
	}
	return nil
}

// rebalance brings queues and waiting deals up to a deal's new status.
func (s *sitting) rebalance(before, after file) {
	if s.consumes(before) {
		s.act(before.acting(), -1)
		s.own(before.Owner, -1)
	}
	if s.consumes(after) {
		s.act(after.acting(), 1)
		s.own(after.Owner, 1)
	}
	s.waitsNoMore(after.ID)
	if after.Owner.IsZero() && after.Status.Open() && !after.Held {
		s.nowWaits(after.Deal)
		s.reach.deals[after.ID] = true
	}
}

// consumes reports whether a deal counts in queues (CA-1).
func (s *sitting) consumes(f file) bool {
	return !f.Owner.IsZero() && f.Status.Consumes(s.settings.CapacityRelease)
}
