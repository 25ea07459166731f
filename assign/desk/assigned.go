package desk

import (
	"encoding/json"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ident"
	"mandate/store"
)

// take gives a deal to its new owner, in memory (AS-9). The last assignment never goes
// back, though the clock of this replica may be behind another's.
func (s *sitting) take(d *assign.Deal, owner ident.ID) {
	d.Owner = owner
	at := s.tx.Now
	if c, ok := s.bench.Candidate(owner); ok && c.LastAssignedAt.After(at) {
		at = c.LastAssignedAt
	}
	s.bench.Assign(owner, *d, s.settings, at)
	s.queueChanged(owner)
	s.waitsNoMore(d.ID)
}

// recordAssigned leaves what an automatic assignment leaves besides the deal's own
// row: the decision (AS-14), the owner's last assignment, history and notice (NO-1).
func (s *sitting) recordAssigned(d assign.Deal, decision assign.Decision) error {
	row, err := s.decisionRow(d.ID, decision)
	if err != nil {
		return err
	}
	t := trayOf(s.tx)
	t.decisions = append(t.decisions, row)
	if c, ok := s.bench.Candidate(decision.Chosen); ok {
		t.last[decision.Chosen] = c.LastAssignedAt
	}
	s.tx.Record(store.Event{Action: "DEAL_ASSIGNED", TargetKind: ident.Deal, Target: d.ID, User: decision.Chosen, Mode: "AUTO", System: true})
	s.tx.Notify(store.Notice{Type: "DEAL_ASSIGNED", Recipient: decision.Chosen, Subject: d.ID})
	return nil
}

func (s *sitting) decisionRow(deal ident.ID, decision assign.Decision) (*db.AssignmentDecisionCreate, error) {
	counts := make(map[string]int, len(decision.Counts))
	for _, c := range decision.Counts {
		counts[string(c.Reason)] = c.People
	}
	ranking, err := json.Marshal(decision.Order)
	if err != nil {
		return nil, fmt.Errorf("write ranking: %w", err)
	}
	return s.tx.Client.AssignmentDecision.Create().SetID(s.tx.NewID()).SetCreatedAt(s.tx.Now).SetDealID(deal).SetPosition(s.tx.Position).
		SetSettingsVersion(s.number).SetMode(assignmentdecision.ModeAUTO).SetChosenID(decision.Chosen).SetTier(string(decision.Group)).
		SetCounts(counts).SetRanking(ranking), nil
}

// assignWaiting gives a waiting deal that is in the database to the decision's chosen.
func (s *sitting) assignWaiting(d assign.Deal, decision assign.Decision) error {
	s.take(&d, decision.Chosen)
	trayOf(s.tx).assign(d)
	if err := s.recordAssigned(d, decision); err != nil {
		return err
	}
	return keep(s.tx, d, false)
}
