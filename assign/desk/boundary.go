package desk

import (
	"context"
	"fmt"
	"time"

	"mandate/directory"
	"mandate/ident"
	"mandate/store"
)

// Due gives the earliest boundary at or before tx.Now (TM-1): the desk is the floor's
// Boundaries.
func (d *Desk) Due(ctx context.Context, tx *store.Tx) (time.Time, bool, error) {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return time.Time{}, false, err
	}
	if !s.lockFrom.IsZero() && !s.lockFrom.After(tx.Now) {
		if err := s.loadLocks(ctx, tx.Client, tx.Now); err != nil { // people sign in without us
			return time.Time{}, false, err
		}
	}
	at := s.due()
	if at.IsZero() || at.After(tx.Now) {
		return time.Time{}, false, s.noteBoundary(ctx)
	}
	return at, true, nil
}

// Pass applies the boundaries of the instant tx.Now as one step (TM-2): ends, starts,
// locks, each by user id, then the settling.
func (d *Desk) Pass(ctx context.Context, tx *store.Tx) error {
	s, err := d.sit(ctx, tx)
	if err != nil {
		return err
	}
	s.changes = true
	for _, step := range []func(context.Context) error{s.endAbsences, s.startAbsences, s.lockInactive} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("pass %s: %w", tx.Now, err)
		}
	}
	return s.settle(ctx)
}

// keepPeople writes the versions of people whose presence has changed (HI-3).
func (s *sitting) keepPeople(ctx context.Context, people []ident.ID) error {
	if len(people) == 0 {
		return nil
	}
	return directory.KeepAuthorities(ctx, s.tx, people)
}

// lockInactive locks everybody whose period without a sign-in is over (LC-6).
func (s *sitting) lockInactive(ctx context.Context) error {
	if s.days == 0 || s.lockFrom.After(s.tx.Now) {
		return nil
	}
	people, err := directory.LockInactive(ctx, s.tx, s.days)
	if err != nil {
		return err
	}
	for _, id := range people {
		s.went(id)
	}
	return s.loadLocks(ctx, s.tx.Client, s.tx.Now)
}

// went notes that somebody is inactive from now on (LC-2).
func (s *sitting) went(person ident.ID) {
	s.setActive(person, false)
	s.presenceChanged(person)
}
