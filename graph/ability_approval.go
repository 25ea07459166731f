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
	mine := slices.ContainsFunc(places, func(one *model.ApprovalPlace) bool {
		return one.ApproverID == p.me && one.State == approvalplace.StatePENDING
	})
	reroute, err := s.mayReroute(ctx, p, r, places)
	return s.abilities(ctx, []ability{
		{"decide", first(p.lacks(actor.ApprovalDecide), when(r.State != approvalrequest.StatePENDING, fault.CodeRequestNotPending),
			when(!mine, fault.CodeNotTheApprover), when(p.absent, fault.CodeApproverNotAvailable))},
		{"reroute", reroute},
	}), err
}

// mayReroute is the code that stands against naming other approvers (AP-7).
func (s *Server) mayReroute(ctx context.Context, p *standpoint, r *model.ApprovalRequest, places []*model.ApprovalPlace) (fault.Code, error) {
	d, err := linked(ctx, r.Kin, "deal", requestDeal, r, dealsByID)
	if err != nil || d == nil {
		return fault.CodeNotOnDeal, err
	}
	st, err := s.standing(ctx, d)
	if err != nil {
		return "", err
	}
	open := r.State == approvalrequest.StatePENDING || r.State == approvalrequest.StateUNROUTED
	free := slices.ContainsFunc(places, func(one *model.ApprovalPlace) bool { return one.State == approvalplace.StateUNROUTED })
	return first(when(!p.on(d, st), fault.CodeNotOnDeal), when(p.absent, fault.CodeUserAbsent), when(!d.Open, fault.CodeDealClosed),
		when(!open, fault.CodeRequestNotPending), when(!free, fault.CodeRequestPending)), nil
}
