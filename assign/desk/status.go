package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// StatusStep is a move of a deal to another status.
type StatusStep struct {
	Deal     ident.ID
	Expected int64 // version that the caller saw; 0: not asked
	To       assign.Status
	Comment  string
}

// SetStatus moves a deal. CONDITIONALLY_APPROVED and FUNDED are authority steps: the
// actor is on the deal, active, and covers it (AP-6). A deal that the actor may not
// see is UNKNOWN_DEAL. Capacity that becomes free serves the deals that wait (AS-10).
func (d *Desk) SetStatus(ctx context.Context, step StatusStep) error {
	if !slices.Contains(step.To.Values(), string(step.To)) {
		return invalid("There is no status %s.", clip(string(step.To))).On("status")
	}
	return d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) { return step.Deal, d.setStatus(ctx, tx, step) })
		return err
	})
}

func (d *Desk) setStatus(ctx context.Context, tx *store.Tx, step StatusStep) error {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return err
	}
	row, err := s.dealSeen(ctx, step.Deal)
	if err != nil {
		return err
	}
	if step.Expected != 0 && row.Version != step.Expected {
		return fault.New(fault.Stale, fault.CodeStale, "Somebody changed the deal in between; look at it again.")
	}
	if err := s.mayStep(ctx, row, step.To); err != nil {
		return err
	}
	if row.Status == deal.Status(step.To) {
		return nil
	}
	s.changes = true
	if err := s.move(ctx, row, step); err != nil {
		return err
	}
	return s.rise()
}

// dealSeen loads a deal that the actor may see (VI-3, VI-4).
func (s *sitting) dealSeen(ctx context.Context, id ident.ID) (*db.Deal, error) {
	unknown := fault.New(fault.NotFound, fault.CodeUnknownDeal, "There is no such deal.").On("dealId")
	row, err := s.tx.Client.Deal.Query().Where(deal.ID(id)).WithFacilities().WithOwner().Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknown
	}
	if err != nil {
		return nil, fmt.Errorf("load deal %s: %w", id, err)
	}
	seen, err := s.sees(ctx, row)
	if err == nil && !seen {
		return nil, unknown
	}
	return row, err
}

func (s *sitting) sees(ctx context.Context, row *db.Deal) (bool, error) {
	a := s.tx.Actor
	if a.Can(actor.PipelineAll) {
		return true, nil
	}
	person := a.Person()
	if person.IsZero() {
		return false, nil
	}
	if row.OwnerID != nil {
		owner := row.Edges.Owner
		return *row.OwnerID == person || owner != nil && owner.ManagerID != nil && *owner.ManagerID == person, nil
	}
	if !row.Open || a.Can(actor.PipelineUnassigned) {
		return row.Open, nil
	}
	return s.tx.Client.User.Query().Where(user.ManagerID(person), user.DeletedAtIsNil()).Exist(ctx)
}

// mayStep is AP-6, refusals in the order of section 20; the system itself takes any step.
func (s *sitting) mayStep(ctx context.Context, row *db.Deal, to assign.Status) error {
	a := s.tx.Actor
	if a.Kind == actor.System || !to.NeedsAuthority() {
		return nil
	}
	person := a.Person()
	active, err := s.tx.Client.User.Query().Where(user.ID(person), user.Active(true)).Exist(ctx)
	if err != nil {
		return fmt.Errorf("load %s: %w", person, err)
	}
	switch {
	case !person.IsZero() && !active:
		return fault.New(fault.Denied, fault.CodeUserInactive, "An inactive person can't take this step.")
	case row.OwnerID == nil || *row.OwnerID != person:
		return fault.New(fault.Denied, fault.CodeNotOnDeal, "Only people on the deal may take this step.").On("dealId")
	}
	limits, err := s.tx.Client.User.QueryLimits(row.Edges.Owner).Only(ctx)
	if err != nil && !db.IsNotFound(err) {
		return fmt.Errorf("load limits of %s: %w", person, err)
	}
	return s.covers(row, limits)
}

func (s *sitting) covers(row *db.Deal, limits *db.LendingLimits) error {
	figures, err := FiguresOf(row)
	if err != nil {
		return err
	}
	l, err := directory.LimitsOf(limits)
	if err != nil {
		return err
	}
	if !assign.Covers(figures, l, s.settings) {
		return fault.New(fault.Denied, fault.CodeAuthorityExceeded, "The deal exceeds your lending limits; it needs an approval.").On("status")
	}
	return nil
}

// move writes the new status with what follows from it: capacity, stall, a deleted
// owner of a reopened deal (LC-4), the sweep.
func (s *sitting) move(ctx context.Context, row *db.Deal, step StatusStep) error {
	before, err := DealOf(row, s.known)
	if err != nil {
		return err
	}
	after := before
	after.Status = step.To
	s.tx.Record(store.Event{Action: "DEAL_STATUS", TargetKind: ident.Deal, Target: row.ID, Status: string(step.To), Comment: step.Comment,
		Changes: []store.Change{{Field: "status", Before: string(before.Status), After: string(after.Status)}}})
	gone := after.Status.Open() && !before.Owner.IsZero() && row.Edges.Owner != nil && row.Edges.Owner.DeletedAt != nil
	if gone {
		after.Owner = ident.ID{}
		s.tx.Record(store.Event{Action: "DEAL_UNASSIGNED", TargetKind: ident.Deal, Target: row.ID, User: before.Owner, System: true})
	}
	stalled := after.Status.Open() && !after.Owner.IsZero() && !row.Edges.Owner.Active
	if err := s.write(ctx, row.ID, after, stalled, gone); err != nil {
		return err
	}
	if stalled && !row.Stalled {
		manager, err := s.activeManager(ctx, after.Owner)
		if err != nil {
			return err
		}
		s.tellStalled(row.ID, after.Owner, manager)
	}
	if err := keep(s.tx, after, false); err != nil {
		return err
	}
	return s.rebalance(ctx, before, after)
}

func (s *sitting) write(ctx context.Context, id ident.ID, after assign.Deal, stalled, ownerGone bool) error {
	update := s.tx.Client.Deal.Update().Where(deal.ID(id)).SetStatus(deal.Status(after.Status)).SetOpen(after.Status.Open()).
		SetStalled(stalled).AddVersion(1)
	if ownerGone {
		update.ClearOwnerID().SetOwnerKey("")
	}
	if err := update.Exec(ctx); err != nil {
		return fmt.Errorf("write status of deal %s: %w", id, err)
	}
	return nil
}

// rebalance brings loads and waiting deals up to a deal's new status, and sweeps what
// that could have helped.
func (s *sitting) rebalance(ctx context.Context, before, after assign.Deal) error {
	r := reach{deals: map[ident.ID]bool{}}
	change := consumed(after, s.settings) - consumed(before, s.settings)
	if change != 0 && s.bench.AddLoad(before.Owner, change) {
		s.queueChanged(before.Owner)
		r.people = append(r.people, before.Owner)
	}
	s.waitsNoMore(after.ID)
	if after.Owner.IsZero() && after.Status.Open() && !after.Held {
		s.nowWaits(after)
		r.deals[after.ID] = true
	}
	return s.sweep(r)
}

func consumed(d assign.Deal, settings assign.Settings) int {
	if !d.Owner.IsZero() && d.Status.Consumes(settings.CapacityRelease) {
		return 1
	}
	return 0
}
