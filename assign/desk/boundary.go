package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
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

// dueAbsences lists, by user id, whose absence has come to an instant.
func (s *sitting) dueAbsences(come func(period) bool) []ident.ID {
	due := map[ident.ID]bool{}
	for id, a := range s.saved {
		if come(a) {
			due[id] = true
		}
	}
	return ordered(due)
}

// endAbsences ends what expires now, be it that a new zone has put it into the past before
// it began (TM-5). With autoRemoveDelegates off the links that are in use linger (OO-6);
// they are read from the delegates as they were before the step.
func (s *sitting) endAbsences(ctx context.Context) error {
	people := s.dueAbsences(func(a period) bool { return !a.To.After(s.tx.Now) })
	if !s.settings.AutoRemoveDelegates {
		if err := s.linger(ctx, people); err != nil {
			return err
		}
	}
	for _, id := range people {
		if err := s.endAbsence(ctx, id, absence.EndReasonEXPIRED, true); err != nil {
			return err
		}
	}
	return s.keepPeople(ctx, people)
}

// endAbsence ends an absence at this instant (OO-4 to OO-6).
func (s *sitting) endAbsence(ctx context.Context, person ident.ID, reason absence.EndReason, system bool) error {
	a := s.saved[person]
	err := s.tx.Client.Absence.UpdateOneID(a.id).SetState(absence.StateENDED).SetEndedAt(s.tx.Now).SetEndReason(reason).AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end absence of %s: %w", person, err)
	}
	s.tx.Record(store.Event{Action: "OOO_ENDED", TargetKind: ident.User, Target: person, Reason: string(reason), System: system})
	s.forgetAbsence(person)
	return nil
}

func (s *sitting) forgetAbsence(person ident.ID) {
	s.save(person, period{}, false)
	s.presenceChanged(person)
}

// presenceChanged notes that somebody came or went, and brings the bench up to it.
func (s *sitting) presenceChanged(person ident.ID) {
	s.moved[person], s.judged[person] = true, true
	s.delta.People = append(s.delta.People, person)
	around := s.leaning([]ident.ID{person})
	s.attend(around)
	for id := range around {
		s.reach.people[id] = true
	}
}

// startAbsences begins what begins now (OO-3).
func (s *sitting) startAbsences(ctx context.Context) error {
	people := s.dueAbsences(func(a period) bool { return !a.active && !a.From.After(s.tx.Now) })
	for _, id := range people {
		if err := s.startAbsence(ctx, id); err != nil {
			return err
		}
	}
	return s.keepPeople(ctx, people)
}

// startAbsence makes somebody absent. Lingering links from them are dropped (OO-3).
func (s *sitting) startAbsence(ctx context.Context, person ident.ID) error {
	a := s.saved[person]
	err := s.tx.Client.Absence.UpdateOneID(a.id).SetState(absence.StateACTIVE).SetBeganAt(s.tx.Now).AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("start absence of %s: %w", person, err)
	}
	s.tx.Record(store.Event{Action: "OOO_STARTED", TargetKind: ident.User, Target: person, System: true})
	a.active = true
	s.save(person, a, true)
	for _, deal := range ordered(s.linked[person]) {
		s.dropLinks(deal, func(l link) bool { return l.from == person })
	}
	s.presenceChanged(person)
	return nil
}

// keepPeople writes the versions of people whose presence has changed (HI-3).
func (s *sitting) keepPeople(ctx context.Context, people []ident.ID) error {
	if len(people) == 0 {
		return nil
	}
	return directory.KeepAuthorities(ctx, s.tx, people)
}

// linger turns the links from these people that are in use on open deals into lingering
// ones (OO-6).
func (s *sitting) linger(ctx context.Context, people []ident.ID) error {
	if len(people) == 0 {
		return nil
	}
	files, err := s.filesWhere(ctx, deal.Or(deal.OwnerIDIn(people...), deal.HasDelegatesWith(dealdelegate.UserIDIn(people...))))
	if err != nil {
		return err
	}
	var rows []*db.LingeringLinkCreate
	for _, f := range files {
		on := f.people()
		for i, from := range on[:len(on)-1] {
			if !slices.Contains(people, from) || !s.saved[from].active {
				continue
			}
			to := on[i+1]
			rows = append(rows, s.tx.Client.LingeringLink.Create().SetID(s.tx.NewID()).SetDealID(f.ID).SetFromID(from).SetToID(to).
				SetAbsenceID(s.saved[from].id))
			s.relinked(f.ID, append(slices.Clone(s.links[f.ID]), link{from, to}))
			s.touched[f.ID] = true
		}
	}
	for part := range slices.Chunk(rows, rowsAtOnce) {
		if err := s.tx.Client.LingeringLink.CreateBulk(part...).Exec(ctx); err != nil {
			return fmt.Errorf("write lingering links: %w", err)
		}
	}
	return nil
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
	s.gone[person] = true
	if c, ok := s.bench.Candidate(person); ok {
		c.Active = false
		s.bench.Put(c)
	}
	s.presenceChanged(person)
}
