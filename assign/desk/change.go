package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// OnChange is what a change of people or settings means for deals. Package directory
// calls it within the Settle of the change, after the rows have changed.
//
// Permissions and managers are no matter of AS-1 to AS-7: who may assign is asked when
// somebody does, and the manager of a stalled deal is told once (DC-5).
func (d *Desk) OnChange(ctx context.Context, tx *store.Tx, c directory.Change) error {
	if c.Kind == directory.PermissionsChanged || c.Kind == directory.ManagerChanged {
		return nil
	}
	s, err := d.sit(ctx, tx)
	if err != nil {
		return err
	}
	s.changes = true
	if err := s.follow(ctx, c); err != nil {
		return err
	}
	return s.rise()
}

func (s *sitting) follow(ctx context.Context, c directory.Change) error {
	if c.Kind == directory.SettingsChanged {
		return s.renew(ctx)
	}
	people := c.People()
	if err := s.reseat(ctx, s.tx.Client, people); err != nil {
		return err
	}
	s.delta.People = append(s.delta.People, people...)
	r := reach{people: people, deals: map[ident.ID]bool{}}
	for _, id := range people {
		released, err := s.settlePerson(ctx, c.Kind, id)
		if err != nil {
			return err
		}
		for _, deal := range released {
			r.deals[deal] = true
		}
	}
	return s.sweep(r)
}

// renew follows a change of settings or catalogue: everything is read anew, and every
// waiting deal is visited.
func (s *sitting) renew(ctx context.Context) error {
	fresh, err := load(ctx, s.tx.Client)
	if err != nil {
		return err
	}
	fresh.position, fresh.used = s.tx.Position, s.tx.Now
	s.memory = fresh
	s.desk.remember(s.tx.Actor.Tenant, fresh)
	s.delta = delta{All: true}
	return s.sweep(reach{everything: true})
}

// settlePerson does to a person's open deals what the change of them means, and gives
// those that wait now.
func (s *sitting) settlePerson(ctx context.Context, kind directory.ChangeKind, id ident.ID) ([]ident.ID, error) {
	switch {
	case kind == directory.Deleted:
		return s.release(ctx, id, "")
	case kind == directory.Deactivated && s.settings.LeaverDeals == assign.LeaverRelease:
		return s.release(ctx, id, "LEAVER")
	case kind == directory.Deactivated:
		return nil, s.stall(ctx, id)
	case kind == directory.Activated:
		return nil, s.resume(ctx, id)
	}
	return nil, nil
}

func (s *sitting) openDealsOf(ctx context.Context, id ident.ID) ([]*db.Deal, error) {
	rows, err := s.tx.Client.Deal.Query().Where(deal.OwnerID(id), deal.Open(true)).WithFacilities().
		Order(deal.BySubmittedAt(), deal.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load deals of %s: %w", id, err)
	}
	return rows, nil
}

// release takes a person's open deals from them, not held, so that the sweep finds
// them a new owner in the same transaction (LC-4, LC-8).
func (s *sitting) release(ctx context.Context, id ident.ID, reason string) ([]ident.ID, error) {
	rows, err := s.openDealsOf(ctx, id)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	err = s.tx.Client.Deal.Update().Where(deal.OwnerID(id), deal.Open(true)).ClearOwnerID().SetOwnerKey("").
		SetStalled(false).SetHeld(false).AddVersion(1).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("release deals of %s: %w", id, err)
	}
	var out []ident.ID
	for _, row := range rows {
		s.tx.Record(store.Event{Action: "DEAL_UNASSIGNED", TargetKind: ident.Deal, Target: row.ID, User: id, Reason: reason, System: true})
		row.OwnerID, row.Held = nil, false
		d, err := DealOf(row, s.known)
		if err != nil {
			return nil, err
		}
		if err := keep(s.tx, d, false); err != nil {
			return nil, err
		}
		s.nowWaits(d)
		out = append(out, row.ID)
	}
	s.bench.SetLoad(id, 0)
	return out, nil
}

// stall lays a person's open deals before their direct manager (DC-5).
func (s *sitting) stall(ctx context.Context, id ident.ID) error {
	rows, err := s.tx.Client.Deal.Query().Where(deal.OwnerID(id), deal.Open(true), deal.Stalled(false)).
		Order(deal.BySubmittedAt(), deal.ByID()).All(ctx)
	if err != nil || len(rows) == 0 {
		return err
	}
	err = s.tx.Client.Deal.Update().Where(deal.OwnerID(id), deal.Open(true), deal.Stalled(false)).SetStalled(true).AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("stall deals of %s: %w", id, err)
	}
	manager, err := s.activeManager(ctx, id)
	if err != nil {
		return err
	}
	for _, row := range rows {
		s.tellStalled(row.ID, id, manager)
	}
	return nil
}

// tellStalled records that nobody available acts on a deal, and tells the owner's
// direct manager, if there is one to be told.
func (s *sitting) tellStalled(id, owner, manager ident.ID) {
	s.tx.Record(store.Event{Action: "DELEGATION_STALLED", TargetKind: ident.Deal, Target: id, User: owner, System: true})
	if !manager.IsZero() {
		s.tx.Notify(store.Notice{Type: "DELEGATION_STALLED", Recipient: manager, Subject: id})
	}
}

// activeManager gives the direct manager if there is one to be told (NO-1: only
// active people are notified).
func (s *sitting) activeManager(ctx context.Context, id ident.ID) (ident.ID, error) {
	manager, err := s.tx.Client.User.Query().Where(user.ID(id)).QueryManager().Where(user.Active(true)).OnlyID(ctx)
	if db.IsNotFound(err) {
		return ident.ID{}, nil
	}
	if err != nil {
		return ident.ID{}, fmt.Errorf("load manager of %s: %w", id, err)
	}
	return manager, nil
}

// resume ends the stall of a person's deals: somebody acts again (DC-5).
func (s *sitting) resume(ctx context.Context, id ident.ID) error {
	err := s.tx.Client.Deal.Update().Where(deal.OwnerID(id), deal.Stalled(true)).SetStalled(false).AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("resume deals of %s: %w", id, err)
	}
	return nil
}
