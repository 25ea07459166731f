package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ident"
	"mandate/store"
)

// saveAbsence writes the period and what follows at once: an active one that moves into
// the future ends (OO-4), one whose start is not in the future begins.
func (s *sitting) saveAbsence(ctx context.Context, old *db.Absence, in Leave, next assign.Absence) (id ident.ID, err error) {
	before := s.saved[in.User]
	if old == nil {
		id, err = s.createAbsence(ctx, in, next)
		s.recordAbsence("OOO_SET", in.User, period{}, nil, in)
	} else {
		s.recordAbsence("OOO_UPDATED", in.User, before, old, in)
		if before.active && next.StateAt(s.tx.Now) == assign.AbsenceScheduled {
			if err := s.endAbsence(ctx, in.User, absence.EndReasonEDITED, true); err != nil {
				return id, err
			}
			id, err = s.createAbsence(ctx, in, next)
		} else {
			id, err = old.ID, s.updateAbsence(ctx, old.ID, in, next)
			s.save(in.User, period{next, old.ID, before.active}, true)
		}
	}
	if err != nil {
		return id, err
	}
	if before.Delegate != in.Delegate {
		s.notify("DELEGATE_SET", in.Delegate, in.User)
	}
	s.presenceChanged(in.User)
	if !s.saved[in.User].active && next.StateAt(s.tx.Now) == assign.AbsenceActive {
		if err := s.startAbsence(ctx, in.User); err != nil {
			return id, err
		}
	}
	return id, s.keepPeople(ctx, []ident.ID{in.User})
}

func (s *sitting) createAbsence(ctx context.Context, in Leave, next assign.Absence) (ident.ID, error) {
	id := s.tx.NewID()
	err := s.tx.Client.Absence.Create().SetID(id).SetUserID(in.User).SetDelegateID(in.Delegate).
		SetStartDate(in.Start.String()).SetEndDate(in.End.String()).SetStartsAt(next.From).SetEndsAt(next.To).Exec(ctx)
	if err != nil {
		return id, fmt.Errorf("save absence of %s: %w", in.User, err)
	}
	s.save(in.User, period{Absence: next, id: id}, true)
	return id, nil
}

func (s *sitting) updateAbsence(ctx context.Context, id ident.ID, in Leave, next assign.Absence) error {
	err := s.tx.Client.Absence.UpdateOneID(id).SetDelegateID(in.Delegate).SetStartDate(in.Start.String()).SetEndDate(in.End.String()).
		SetStartsAt(next.From).SetEndsAt(next.To).AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("change absence of %s: %w", in.User, err)
	}
	return nil
}

// recordAbsence tells history what changed of a saved period.
func (s *sitting) recordAbsence(action string, person ident.ID, before period, old *db.Absence, in Leave) {
	var start, end, delegate any
	if old != nil {
		start, end = old.StartDate, old.EndDate
	}
	if !before.Delegate.IsZero() {
		delegate = before.Delegate.Text(ident.User)
	}
	s.tx.Record(store.Event{Action: action, TargetKind: ident.User, Target: person, User: in.Delegate, Changes: changed(
		store.Change{Field: "startDate", Before: start, After: in.Start.String()},
		store.Change{Field: "endDate", Before: end, After: in.End.String()},
		store.Change{Field: "delegate", Before: delegate, After: in.Delegate.Text(ident.User)})})
}

// changed leaves out fields that are as they were.
func changed(list ...store.Change) []store.Change {
	var out []store.Change
	for _, c := range list {
		if c.Before != c.After {
			out = append(out, c)
		}
	}
	return out
}
