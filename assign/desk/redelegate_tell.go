package desk

import (
	"context"

	"mandate/assign"
	"mandate/ident"
	"mandate/store"
)

// tell records what became of a deal (DC-5, DC-7), and gives notice of it (NO-1, NO-2).
func (s *sitting) tell(ctx context.Context, r refiled) error {
	removed, added := assign.Shift(r.before.Delegates, r.after.Delegates)
	for _, id := range removed {
		s.recordDelegate("DELEGATE_REMOVED", r.after.ID, id)
	}
	for _, id := range added {
		s.recordDelegate("DELEGATE_ADDED", r.after.ID, id)
	}
	if len(r.links) < len(s.links[r.after.ID]) {
		s.relinked(r.after.ID, r.links)
	}
	s.tellActing(r)
	if r.after.Stalled && !r.before.Stalled {
		return s.tellStalled(ctx, r.after)
	}
	return nil
}

func (s *sitting) recordDelegate(action string, deal, person ident.ID) {
	s.tx.Record(store.Event{Action: action, TargetKind: ident.Deal, Target: deal, User: person, System: true})
}

// tellActing tells whoever acts now: NO-1 after an assignment, NO-2 otherwise. The queue
// moves with the deal.
func (s *sitting) tellActing(r refiled) {
	before, acting := r.before.acting(), r.after.acting()
	if before != acting && r.after.Status.Consumes(s.settings.CapacityRelease) {
		s.act(before, -1)
		s.act(acting, 1)
	}
	before, known := s.acted(r)
	switch {
	case known && before == acting, acting.IsZero():
	case acting != r.after.Owner:
		s.notify("DEAL_DELEGATED", acting, r.after.ID)
	case !known:
		s.notify("DEAL_ASSIGNED", acting, r.after.ID)
	case s.available(acting):
		s.notify("DEAL_RETURNED", acting, r.after.ID)
	}
}

// acted gives who acted on a deal before the event; false after an assignment, which
// tells in any case.
func (s *sitting) acted(r refiled) (ident.ID, bool) {
	if s.assigned[r.after.ID] {
		return ident.ID{}, false
	}
	if was, ok := s.actedBefore[r.after.ID]; ok {
		return was, true
	}
	return r.before.acting(), true
}

// notify gives notice to active people (NO-1).
func (s *sitting) notify(kind string, to, subject ident.ID) {
	if !s.quiet && !to.IsZero() && !s.gone[to] {
		s.tx.Notify(store.Notice{Type: kind, Recipient: to, Subject: subject})
	}
}
