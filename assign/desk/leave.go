package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Leave is an out-of-office period to be saved: local dates, both inclusive (OO-2).
type Leave struct {
	User       ident.ID
	Expected   int64 // version of the absence that the caller saw; 0: not asked
	Start, End assign.Date
	Delegate   ident.ID
}

// SetAbsence saves somebody's period, in place of one that has not ended; it starts at
// once if its start is not in the future (OO-3). It gives the absence and warnings
// (DELEGATION_CYCLE, OO-8). Whether the caller may is the door's matter (OO-1).
func (d *Desk) SetAbsence(ctx context.Context, in Leave) (id ident.ID, warnings []fault.Code, err error) {
	err = d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, err = directory.Once(ctx, tx, func() (ident.ID, error) { return d.setAbsence(ctx, tx, in) })
		if err != nil {
			return err
		}
		warnings, err = d.warnings(ctx, tx, in.User)
		return err
	})
	return id, warnings, err
}

func (d *Desk) setAbsence(ctx context.Context, tx *store.Tx, in Leave) (ident.ID, error) {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return ident.ID{}, err
	}
	old, err := s.absenceOf(ctx, in.User)
	if err != nil {
		return ident.ID{}, err
	}
	active, err := s.isActive(ctx, in.Delegate)
	if err != nil {
		return ident.ID{}, err
	}
	next, err := assign.CheckAbsence(in.User, in.Delegate, active, in.Start, in.End, s.zone, tx.Now)
	if err != nil {
		return ident.ID{}, err
	}
	if err := seenAbsence(old, in.Expected); err != nil {
		return ident.ID{}, err
	}
	if old != nil && old.StartDate == in.Start.String() && old.EndDate == in.End.String() && s.saved[in.User].Delegate == in.Delegate {
		return old.ID, nil
	}
	s.changes = true
	id, err := s.saveAbsence(ctx, old, in, next)
	if err != nil {
		return ident.ID{}, err
	}
	return id, s.settle(ctx)
}

// absenceOf loads the period of somebody that has not ended, or nil.
func (s *sitting) absenceOf(ctx context.Context, person ident.ID) (*db.Absence, error) {
	known, err := s.tx.Client.User.Query().Where(user.ID(person), user.DeletedAtIsNil(), user.KindEQ(user.KindSTAFF)).Exist(ctx)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", person, err)
	}
	if !known {
		return nil, fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.").On("userId")
	}
	row, err := s.tx.Client.Absence.Query().Where(absence.UserID(person), absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load absence of %s: %w", person, err)
	}
	return row, nil
}

// seenAbsence is STALE unless the absence is as the caller saw it, a negative version
// being none. It is asked behind the rules of section 20, which tell more.
func seenAbsence(row *db.Absence, expected int64) error {
	var present int64 = -1
	if row != nil {
		present = row.Version
	}
	if expected != 0 && expected != present && (expected > 0 || row != nil) {
		return fault.New(fault.Stale, fault.CodeStale, "Somebody changed the absence in between; look at it again.")
	}
	return nil
}

// isActive reports whether somebody is an active member of staff.
func (s *sitting) isActive(ctx context.Context, id ident.ID) (bool, error) {
	if id.IsZero() {
		return false, nil
	}
	active, err := s.tx.Client.User.Query().Where(user.ID(id), user.Active(true), user.KindEQ(user.KindSTAFF)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("load %s: %w", id, err)
	}
	return active, nil
}

// warnings are those of OO-8; a repetition by the same key is told them too.
func (d *Desk) warnings(ctx context.Context, tx *store.Tx, person ident.ID) ([]fault.Code, error) {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return nil, err
	}
	cycle := assign.Cycle(person, func(id ident.ID) (assign.Absence, bool) {
		a, ok := s.saved[id]
		return a.Absence, ok
	})
	if cycle {
		return []fault.Code{fault.WarnDelegationCycle}, nil
	}
	return nil, nil
}
