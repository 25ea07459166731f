package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/deal"
	"mandate/ident"
	"mandate/store"
)

// review ends an event with the open requests that it can concern, by id (TM-3): those
// that nobody needs any more are cancelled (AP-8), a first approval of other figures is
// void (AP-9), and who is no available approver any more loses the place (AP-7). Where no
// open request is concerned it asks the database nothing.
func (s *sitting) review(ctx context.Context) error {
	for part := range slices.Chunk(s.toReview(), rowsAtOnce) {
		if err := s.reviewSome(ctx, part); err != nil {
			return err
		}
	}
	return nil
}

func (s *sitting) reviewSome(ctx context.Context, deals []ident.ID) error {
	rows, err := s.tx.Client.Deal.Query().Where(deal.IDIn(deals...)).WithFacilities().
		WithRequests(func(q *db.ApprovalRequestQuery) {
			q.Where(approvalrequest.StateIn(approvalrequest.StatePENDING, approvalrequest.StateUNROUTED)).WithPlaces()
		}).All(ctx)
	if err != nil {
		return fmt.Errorf("load deals of requests: %w", err)
	}
	f, err := readFacts(ctx, s.tx.Client, rows)
	if err != nil {
		return fmt.Errorf("read how deals of requests stand: %w", err)
	}
	people, err := s.approversAmong(ctx, approversOf(rows))
	if err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b *db.Deal) int { return slices.Index(deals, a.ID) - slices.Index(deals, b.ID) })
	for _, row := range rows {
		standing, err := f.standing(row)
		if err != nil {
			return err
		}
		if err := s.reviewOne(ctx, row, standing, people); err != nil {
			return fmt.Errorf("review request of deal %s: %w", row.ID, err)
		}
	}
	return nil
}

func approversOf(rows []*db.Deal) (list []ident.ID) {
	for _, row := range rows {
		for _, r := range row.Edges.Requests {
			for _, p := range r.Edges.Places {
				list = append(list, p.ApproverID)
			}
		}
	}
	return list
}

func (s *sitting) reviewOne(ctx context.Context, row *db.Deal, standing *Standing, people approverSet) error {
	r := row.Edges.Requests[0]
	if !standing.Blocked {
		return s.cancelRequest(ctx, r)
	}
	if err := s.voidApprovals(ctx, r, standing.Figures); err != nil {
		return err
	}
	// An approval that was given stands, whatever becomes of its approver (AP-4, AP-9).
	alone := len(r.Edges.Places) == 1 && assign.NeedsTwo(standing.Figures, s.settings) // four eyes since it was made
	m := standing.matter(row, s.settings)
	var lost []*db.ApprovalPlace
	for _, p := range inPlaces(r) {
		if p.State == approvalplace.StatePENDING && (alone || !people.may(p.ApproverID, m)) {
			lost = append(lost, p)
		}
	}
	if len(lost) > 0 {
		if err := s.unroute(ctx, row, r, lost); err != nil {
			return err
		}
	}
	s.noteRequest(row.ID, requestOf(r, row), true)
	return nil
}

// noteRequest keeps what the memory knows of a deal's open request, and tells other
// processes if it is news.
func (s *sitting) noteRequest(deal ident.ID, r request, open bool) {
	before, was := s.requests.open[deal]
	if was == open && before.same(r) {
		return
	}
	s.requests.set(deal, r, open)
	s.delta.Asked = append(s.delta.Asked, deal)
}

// cancelRequest ends a request that nobody needs any more (AP-8).
func (s *sitting) cancelRequest(ctx context.Context, r *db.ApprovalRequest) error {
	s.changes = true
	s.tx.Record(store.Event{Action: "APPROVAL_CANCELLED", TargetKind: ident.Approval, Target: r.ID, System: true, Status: string(approvalrequest.StateCANCELLED)})
	s.noteRequest(r.DealID, request{}, false)
	return r.Update().SetState(approvalrequest.StateCANCELLED).SetDecidedAt(s.tx.Now).AddVersion(1).Exec(ctx)
}

// unroute takes places from approvers who are no longer available (AP-7). The request is
// UNROUTED once nobody is left who could decide.
func (s *sitting) unroute(ctx context.Context, row *db.Deal, r *db.ApprovalRequest, lost []*db.ApprovalPlace) error {
	s.changes = true
	for _, p := range lost {
		p.State = approvalplace.StateUNROUTED
		if err := p.Update().SetState(p.State).Exec(ctx); err != nil {
			return err
		}
	}
	r.State = stateOf(r.Edges.Places)
	s.tx.Record(store.Event{Action: "APPROVAL_UNROUTED", TargetKind: ident.Approval, Target: r.ID, System: true, Status: string(r.State),
		Changes: []store.Change{{Field: "approvers", Before: namesOf(lost), After: []string{}}}})
	s.notify("APPROVAL_UNROUTED", *row.ActingID, r.ID)
	return r.Update().SetState(r.State).AddVersion(1).Exec(ctx)
}
