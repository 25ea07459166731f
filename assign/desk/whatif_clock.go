package desk

import (
	"context"
	"fmt"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ident"
)

// elapse makes on the copy what settings would bring about at once: whose absence ends or
// begins by the days of another zone (TM-5), and who is locked for want of a sign-in (LC-6).
func (s *supposition) elapse(ctx context.Context, c *db.Client) error {
	if s.after.settings.Zone != s.before.settings.Zone {
		if err := s.rezone(ctx, c); err != nil {
			return err
		}
	}
	if s.after.unusedDays == 0 {
		return nil
	}
	people, err := directory.Unused(ctx, c, s.after.unusedDays, s.desk.Store.Now())
	if err != nil {
		return err
	}
	for _, id := range people {
		if a, there := s.after.people[id]; there && a.Active {
			a.Active = false
			s.after.people[id], s.touched[id] = a, true
		}
	}
	return nil
}

// rezone leaves out whom another change makes absent or ends an absence of.
func (s *supposition) rezone(ctx context.Context, c *db.Client) error {
	zone, err := time.LoadLocation(s.after.settings.Zone)
	if err != nil {
		return fmt.Errorf("load zone: %w", err)
	}
	rows, err := c.Absence.Query().Where(absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE)).Order(absence.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("load absences: %w", err)
	}
	for _, row := range rows {
		from, to, err := boundsOf(row, zone)
		if err != nil {
			return err
		}
		if !s.decided[row.UserID] {
			s.rebound(row.UserID, periodOf(row), assign.Absence{From: from, To: to})
		}
	}
	return nil
}

// rebound judges an absence by its new bounds. With autoRemoveDelegates off the delegates of
// one that is over stay on the deals where they are (OO-6).
func (s *supposition) rebound(person ident.ID, saved period, in assign.Absence) {
	now, a := s.desk.Store.Now(), s.after.people[person]
	switch {
	case saved.active && !in.To.After(now):
		if !s.after.settings.AutoRemoveDelegates {
			s.after.lingering[person] = a.Delegate
		}
		a.Absent, a.Delegate = false, ident.ID{}
	case !saved.active && !in.From.After(now) && in.To.After(now):
		a.Absent, a.Delegate = true, saved.Delegate
	default:
		return
	}
	s.after.people[person], s.touched[person] = a, true
}

// boundsOf are the instants between which an absence lies in a zone (OO-2).
func boundsOf(row *db.Absence, zone *time.Location) (from, to time.Time, err error) {
	start, err := assign.ParseDate(row.StartDate)
	if err != nil {
		return from, to, fmt.Errorf("absence %s: %w", row.ID, err)
	}
	end, err := assign.ParseDate(row.EndDate)
	if err != nil {
		return from, to, fmt.Errorf("absence %s: %w", row.ID, err)
	}
	from, to = assign.Period(start, end, zone)
	return from, to, nil
}
