package graph

import (
	"context"
	"slices"

	"mandate/actor"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
)

// requestAbilities is ApprovalRequest.viewerCan, in the order of refusals of section 20.
func (s *Server) requestAbilities(ctx context.Context, r *model.ApprovalRequest) ([]*gql.Ability, error) {
	p, err := model.Load(r.Kin, "standpoint", func([]*model.ApprovalRequest) (*standpoint, error) { return standpointOf(ctx) })
	if err != nil {
		return nil, err
	}
	places, err := shared(ctx, r.Kin, "places", r.ApprovalRequest.ID, placesOf)
	if err != nil {
		return nil, err
	}
	on, err := s.onDealOf(ctx, p, r)
	if err != nil {
		return nil, err
	}
	mine := slices.ContainsFunc(places, func(one *model.ApprovalPlace) bool {
		return one.ApproverID == p.me && one.State == approvalplace.StatePENDING
	})
	open := r.State == approvalrequest.StatePENDING || r.State == approvalrequest.StateUNROUTED
	return s.abilities(ctx, []ability{
		{"decide", first(p.lacks(actor.ApprovalDecide), when(r.State != approvalrequest.StatePENDING, fault.CodeRequestNotPending),
			when(!mine, fault.CodeNotTheApprover), when(p.absent, fault.CodeApproverNotAvailable))},
		{"reroute", first(when(!on, fault.CodeNotOnDeal), when(p.absent, fault.CodeUserAbsent), when(!open, fault.CodeRequestNotPending))},
	}), nil
}

// onDealOf reports whether the caller is on the deal that a request is about.
func (s *Server) onDealOf(ctx context.Context, p *standpoint, r *model.ApprovalRequest) (bool, error) {
	d, err := linked(ctx, r.Kin, "deal", requestDeal, r, dealsByID)
	if err != nil || d == nil {
		return false, err
	}
	st, err := s.standing(ctx, d)
	return err == nil && p.on(d, st), err
}
