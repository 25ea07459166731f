package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// SetDelegate names somebody else for a period that has not ended; deals of an active
// one move at once (OO-4).
func (d *Desk) SetDelegate(ctx context.Context, person ident.ID, expected int64, delegate ident.ID) ([]fault.Code, error) {
	return d.changeAbsence(ctx, person, func(ctx context.Context, s *sitting, old *db.Absence) error {
		active, err := s.isActive(ctx, delegate)
		if err != nil {
			return err
		}
		if err := assign.CheckDelegate(person, delegate, active); err != nil {
			return err
		}
		if err := seenAbsence(old, expected); err != nil {
			return err
		}
		return s.setDelegate(ctx, person, old, delegate)
	})
}

func (s *sitting) setDelegate(ctx context.Context, person ident.ID, old *db.Absence, delegate ident.ID) error {
	a := s.saved[person]
	if a.Delegate == delegate {
		return nil
	}
	s.changes = true
	if err := s.tx.Client.Absence.UpdateOneID(old.ID).SetDelegateID(delegate).AddVersion(1).Exec(ctx); err != nil {
		return fmt.Errorf("change delegate of %s: %w", person, err)
	}
	var before any
	if !a.Delegate.IsZero() {
		before = a.Delegate.Text(ident.User)
	}
	s.tx.Record(store.Event{Action: "OOO_UPDATED", TargetKind: ident.User, Target: person, User: delegate,
		Changes: []store.Change{{Field: "delegate", Before: before, After: delegate.Text(ident.User)}}})
	s.notify("DELEGATE_SET", delegate, person)
	a.Delegate = delegate
	s.save(person, a, true)
	s.presenceChanged(person)
	if err := s.keepPeople(ctx, []ident.ID{person}); err != nil {
		return err
	}
	return s.settle(ctx)
}

// EndAbsence switches a period off: an active one ends now, whatever autoRemoveDelegates
// says (OO-5); one that has not begun is cancelled (OO-1).
func (d *Desk) EndAbsence(ctx context.Context, person ident.ID, expected int64) error {
	_, err := d.changeAbsence(ctx, person, func(ctx context.Context, s *sitting, old *db.Absence) error {
		if err := seenAbsence(old, expected); err != nil {
			return err
		}
		s.changes = true
		if old.State == absence.StateACTIVE {
			if err := s.endAbsence(ctx, person, absence.EndReasonTOGGLED, false); err != nil {
				return err
			}
		} else if err := s.cancelAbsence(ctx, person, old); err != nil {
			return err
		}
		if err := s.keepPeople(ctx, []ident.ID{person}); err != nil {
			return err
		}
		return s.settle(ctx)
	})
	return err
}

func (s *sitting) cancelAbsence(ctx context.Context, person ident.ID, old *db.Absence) error {
	err := s.tx.Client.Absence.UpdateOneID(old.ID).SetState(absence.StateCANCELLED).SetEndedAt(s.tx.Now).
		SetEndReason(absence.EndReasonCANCELLED).AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("cancel absence of %s: %w", person, err)
	}
	s.tx.Record(store.Event{Action: "OOO_CANCELLED", TargetKind: ident.User, Target: person})
	s.forgetAbsence(person)
	return nil
}

// changeAbsence runs a change of a period that has not ended; without one it is
// OOO_NOT_SET.
func (d *Desk) changeAbsence(ctx context.Context, person ident.ID, change func(context.Context, *sitting, *db.Absence) error) (warnings []fault.Code, err error) {
	err = d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) {
			s, err := d.sit(ctx, tx)
			if err != nil {
				return person, err
			}
			old, err := s.absenceOf(ctx, person)
			if err != nil {
				return person, err
			}
			if old == nil {
				return person, fault.New(fault.Conflict, fault.CodeOOONotSet, "No absence is saved that could be changed.").On("userId")
			}
			return person, change(ctx, s, old)
		})
		if err != nil {
			return err
		}
		warnings, err = d.warnings(ctx, tx, person)
		return err
	})
	return warnings, err
}
