package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// OnChange is what a change of people or settings means for deals and approvals.
// Package directory calls it within the Settle of the change, after the rows have
// changed. The manager of a stalled deal is told once (DC-5), so that a change of
// managers concerns nothing here.
func (d *Desk) OnChange(ctx context.Context, tx *store.Tx, c directory.Change) error {
	parts := slices.DeleteFunc(partsOf(c), func(c directory.Change) bool { return c.Kind == directory.ManagerChanged })
	if len(parts) == 0 {
		return nil
	}
	s, err := d.sit(ctx, tx)
	if err != nil {
		return err
	}
	s.changes = true
	for _, part := range parts {
		if err := s.follow(ctx, part); err != nil {
			return err
		}
	}
	return s.settle(ctx)
}

// partsOf lists the changes of one event, after all of which it settles (TM-3).
func partsOf(c directory.Change) []directory.Change {
	if c.Kind == directory.Several {
		return slices.Clone(c.Parts)
	}
	return []directory.Change{c}
}

func (s *sitting) follow(ctx context.Context, c directory.Change) error {
	switch c.Kind {
	case directory.SettingsChanged:
		return s.renew(ctx)
	case directory.PermissionsChanged:
		for _, id := range c.People() {
			s.judged[id] = true
		}
		return nil
	}
	people := c.People()
	if c.OnlyActive() {
		s.setActive(c.User, c.Kind == directory.Activated)
	} else if err := s.reseat(ctx, s.tx.Client, append(people, c.Left...)); err != nil {
		return err
	}
	s.delta.People = append(s.delta.People, people...)
	for _, id := range people {
		s.judged[id] = true
	}
	for id := range s.leaning(people) {
		s.reach.people[id] = true
	}
	return s.followLife(ctx, c)
}

// followLife does what activation, deactivation and deletion mean (LC-2, LC-4, LC-8).
func (s *sitting) followLife(ctx context.Context, c directory.Change) error {
	switch c.Kind {
	case directory.Deleted:
		for _, id := range c.Left {
			s.presenceChanged(id)
		}
		s.presenceChanged(c.User)
		return s.buried(ctx, c.User)
	case directory.Deactivated, directory.Activated:
		s.presenceChanged(c.User)
		if c.Kind == directory.Deactivated && s.settings.LeaverDeals == assign.LeaverRelease {
			return s.releaseUncovered(ctx, c.User)
		}
	}
	return nil
}

// renew follows a change of settings or catalogue: everything is read anew, every
// waiting deal is visited, and every request looked at.
func (s *sitting) renew(ctx context.Context) error {
	zone := s.zone.String()
	if err := s.reload(ctx); err != nil {
		return err
	}
	s.delta, s.reach.everything, s.everyone = delta{All: true}, true, true
	clear(s.queued)
	if s.zone.String() != zone {
		if err := s.rezone(ctx); err != nil {
			return err
		}
	}
	return s.lockInactive(ctx) // fewer days may have been over already
}

func (s *sitting) reload(ctx context.Context) error {
	fresh, err := load(ctx, s.tx.Client, s.tx.Now)
	if err != nil {
		return err
	}
	fresh.position = s.tx.Position
	s.memory = fresh
	s.desk.remember(s.tx.Actor.Tenant, fresh)
	return nil
}

// rezone gives absences that have not ended the bounds of the company's new zone (TM-5).
// What is over then ends at once, what has begun then starts.
func (s *sitting) rezone(ctx context.Context) error {
	rows, err := s.tx.Client.Absence.Query().Where(absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE)).Order(absence.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("load absences: %w", err)
	}
	for _, row := range rows {
		if err := s.rebound(ctx, row); err != nil {
			return err
		}
	}
	if err := s.endAbsences(ctx); err != nil {
		return err
	}
	return s.startAbsences(ctx)
}

func (s *sitting) rebound(ctx context.Context, row *db.Absence) error {
	from, to, err := boundsOf(row, s.zone)
	if err != nil {
		return err
	}
	a := s.saved[row.UserID]
	a.From, a.To = from, to
	s.save(row.UserID, a, true)
	err = s.tx.Client.Absence.UpdateOneID(row.ID).SetStartsAt(a.From).SetEndsAt(a.To).AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("write bounds of absence %s: %w", row.ID, err)
	}
	return nil
}

// tellStalled records that nobody available acts on a deal, and tells the owner's
// direct manager, if there is one to be told (DC-5).
func (s *sitting) tellStalled(ctx context.Context, f file) error {
	s.tx.Record(store.Event{Action: "DELEGATION_STALLED", TargetKind: ident.Deal, Target: f.ID, User: f.Owner, System: true})
	manager, err := s.activeManager(ctx, f.Owner)
	if err != nil {
		return err
	}
	s.notify("DELEGATION_STALLED", manager, f.ID)
	return nil
}

// activeManager gives the direct manager if there is one to be told (NO-1: only
// active people are notified).
func (s *sitting) activeManager(ctx context.Context, id ident.ID) (ident.ID, error) {
	if manager, asked := s.managers[id]; asked {
		return manager, nil
	}
	manager, err := s.tx.Client.User.Query().Where(user.ID(id)).QueryManager().Where(user.Active(true)).OnlyID(ctx)
	if err != nil && !db.IsNotFound(err) {
		return ident.ID{}, fmt.Errorf("load manager of %s: %w", id, err)
	}
	s.managers[id] = manager
	return manager, nil
}
