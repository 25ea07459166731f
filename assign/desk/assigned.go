package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ident"
	"mandate/store"
)

// take gives a deal to its new owner, in memory (AS-9), and finds who acts (DC-1). The
// last assignment never goes back, though the clock of this replica may be behind
// another's.
func (s *sitting) take(d assign.Deal, owner ident.ID) refiled {
	d.Owner = owner
	s.waitsNoMore(d.ID)
	s.gotDeal(owner)
	r := s.rechain(file{Deal: d})
	if d.Status.Consumes(s.settings.CapacityRelease) {
		s.own(owner, 1)
		s.act(r.after.acting(), 1)
	}
	return r
}

// gotDeal keeps the instant that AS-7 ranks by.
func (s *sitting) gotDeal(owner ident.ID) {
	at := s.tx.Now
	if c, ok := s.bench.Candidate(owner); ok && c.LastAssignedAt.After(at) {
		at = c.LastAssignedAt
	}
	s.bench.SetLastAssigned(owner, at)
	s.queueChanged(owner)
	trayOf(s.tx).last[owner] = at
}

// choose finds the owner of a waiting deal. What it gives is true until the next one.
func (s *sitting) choose(d *assign.Deal) *assign.Decision {
	s.bench.DecideInto(&s.decision, d, &s.settings)
	return &s.decision
}

// recordAssigned leaves what an automatic assignment leaves besides the deal's own row:
// the decision (AS-14), history, delegates and notice (NO-1).
func (s *sitting) recordAssigned(ctx context.Context, r refiled, decision *assign.Decision) error {
	d := r.after.Deal
	row, err := s.decisionRow(d.ID, decision)
	if err != nil {
		return err
	}
	t := trayOf(s.tx)
	t.decisions = append(t.decisions, row)
	s.tx.Record(store.Event{Action: "DEAL_ASSIGNED", TargetKind: ident.Deal, Target: d.ID, User: decision.Chosen, Mode: "AUTO", System: true})
	s.recordChain(r)
	if acting := r.after.acting(); acting != d.Owner {
		s.notify("DEAL_DELEGATED", acting, d.ID)
	} else {
		s.notify("DEAL_ASSIGNED", acting, d.ID)
	}
	return keep(s.tx, r.after, false)
}

// recordChain leaves the delegates of a deal that had none.
func (s *sitting) recordChain(r refiled) {
	t := trayOf(s.tx)
	for i, step := range r.chain {
		s.recordDelegate("DELEGATE_ADDED", r.after.ID, step.To)
		t.delegates = append(t.delegates, freshDelegate{r.after.ID, step, i}.row(s.tx.Client, s.tx.NewID()).SetCreatedAt(s.tx.Now))
	}
}

func (s *sitting) decisionRow(deal ident.ID, decision *assign.Decision) (*db.AssignmentDecisionCreate, error) {
	counts := make(map[string]int, len(decision.Counts))
	for _, c := range decision.Counts {
		counts[string(c.Reason)] = c.People
	}
	ranking, err := packRanking(decision.Order)
	if err != nil {
		return nil, fmt.Errorf("write ranking: %w", err)
	}
	return s.tx.Client.AssignmentDecision.Create().SetID(s.tx.NewID()).SetCreatedAt(s.tx.Now).SetDealID(deal).SetPosition(s.tx.Position).
		SetSettingsVersion(s.number).SetMode(assignmentdecision.ModeAUTO).SetChosenID(decision.Chosen).SetTier(string(decision.Group)).
		SetCounts(counts).SetRanking(ranking), nil
}

// assignWaiting gives a waiting deal that is in the database to the decision's chosen.
func (s *sitting) assignWaiting(ctx context.Context, d assign.Deal, decision *assign.Decision) error {
	r := s.take(d, decision.Chosen)
	trayOf(s.tx).assign(r.after)
	s.touched[d.ID] = true
	return s.recordAssigned(ctx, r, decision)
}
