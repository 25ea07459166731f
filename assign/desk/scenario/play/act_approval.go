package play

import (
	"context"
	"fmt"

	"mandate/assign/desk"
	"mandate/assign/desk/scenario"
)

func (s *Stage) actOnApproval(ctx context.Context, e scenario.Event) error {
	id := s.requests.id[e.Request]
	switch e.Type {
	case scenario.ApprovalRequest:
		_, err := s.Desk.RequestApproval(ctx, desk.ApprovalAsk{ID: id, Deal: s.deal(e.Deal), Approvers: s.everybody(e.Approver)})
		return err
	case scenario.ApprovalReroute:
		return s.Desk.RerouteApproval(ctx, desk.Reroute{Request: id, Approvers: s.everybody(e.Approver)})
	}
	return s.Desk.DecideApproval(ctx, desk.ApprovalDecision{Request: id, Approve: e.Decision == "APPROVE"})
}

// askedBefore makes the requests of the start, decided where the file says so.
func (s *Stage) askedBefore(ctx context.Context, f scenario.File) error {
	for _, r := range f.Requests {
		ask := desk.ApprovalAsk{ID: s.requests.id[r.ID], Deal: s.deals.id[r.Deal], Approvers: s.everybody(r.Approver)}
		if _, err := s.Desk.RequestApproval(s.as(ctx, r.RequestedBy), ask); err != nil {
			return fmt.Errorf("request %s: %w", r.ID, err)
		}
		if r.State == "" || r.State == "PENDING" {
			continue
		}
		for _, approver := range r.Approver {
			err := s.Desk.DecideApproval(s.as(ctx, approver), desk.ApprovalDecision{Request: ask.ID, Approve: r.State == "APPROVED"})
			if err != nil {
				return fmt.Errorf("decision of request %s: %w", r.ID, err)
			}
			if r.State == "DECLINED" {
				break
			}
		}
	}
	return nil
}
