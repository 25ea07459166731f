package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"mandate/assign"
	"mandate/ent/db/assignmentdecision"
	"mandate/ent/db/deal"
	"mandate/ident"
	"mandate/store"
)

// take gives a deal to its new owner, in memory (AS-9).
func (s *sitting) take(d *assign.Deal, owner ident.ID) {
	d.Owner = owner
	s.bench.Assign(owner, *d, s.settings, s.tx.Now)
	s.queueChanged(owner)
	s.waitsNoMore(d.ID)
}

// recordAssigned writes what an automatic assignment leaves besides the deal's own
// row: the decision (AS-14), the owner's last assignment, history and notice (NO-1).
func (s *sitting) recordAssigned(ctx context.Context, d assign.Deal, decision assign.Decision) error {
	counts := make(map[string]int, len(decision.Counts))
	for _, c := range decision.Counts {
		counts[string(c.Reason)] = c.People
	}
	ranking, err := json.Marshal(decision.Order)
	if err != nil {
		return fmt.Errorf("write ranking: %w", err)
	}
	err = s.tx.Client.AssignmentDecision.Create().SetID(s.tx.NewID()).SetDealID(d.ID).SetPosition(s.tx.Position).
		SetSettingsVersion(s.number).SetMode(assignmentdecision.ModeAUTO).SetChosenID(decision.Chosen).SetTier(string(decision.Group)).
		SetCounts(counts).SetRanking(ranking).Exec(ctx)
	if err != nil {
		return fmt.Errorf("write decision: %w", err)
	}
	if err := s.tx.Client.User.UpdateOneID(decision.Chosen).SetLastAssignedAt(s.tx.Now).Exec(ctx); err != nil {
		return fmt.Errorf("write last assignment: %w", err)
	}
	s.tx.Record(store.Event{Action: "DEAL_ASSIGNED", TargetKind: ident.Deal, Target: d.ID, User: decision.Chosen, Mode: "AUTO", System: true})
	s.tx.Notify(store.Notice{Type: "DEAL_ASSIGNED", Recipient: decision.Chosen, Subject: d.ID})
	return nil
}

// assignWaiting gives a waiting deal that is in the database to the decision's chosen.
func (s *sitting) assignWaiting(ctx context.Context, d assign.Deal, decision assign.Decision) error {
	s.take(&d, decision.Chosen)
	err := s.tx.Client.Deal.Update().Where(deal.ID(d.ID)).SetOwnerID(d.Owner).SetOwnerKey(s.names[d.Owner]).
		SetHeld(false).SetStalled(false).AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("assign deal %s: %w", d.ID, err)
	}
	if err := s.recordAssigned(ctx, d, decision); err != nil {
		return err
	}
	return keep(s.tx, d, false)
}
