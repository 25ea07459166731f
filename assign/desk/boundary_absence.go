package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ident"
	"mandate/store"
)

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
