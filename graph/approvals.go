package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/ent/db/predicate"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// requestOrder is newest first: by id, which is by time.
var requestOrder = order{list: "approvals", prefix: ident.Approval, desc: true}

// listApprovals is Query.approvals.
func listApprovals(ctx context.Context, p pageArgs, where *gql.ApprovalWhere) (*model.ApprovalConnection, error) {
	l := list[*db.ApprovalRequest, *model.ApprovalRequest]{
		by:    requestOrder,
		id:    func(r *db.ApprovalRequest) ident.ID { return r.ID },
		nodes: func(rows []*db.ApprovalRequest) ([]*model.ApprovalRequest, error) { return model.Requests(rows), nil },
	}
	filter, err := requestFilter(ctx, where)
	if err != nil {
		return nil, err
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.ApprovalRequest], counter) {
		q := c.ApprovalRequest.Query().Where(sightOf(ctx).requests(), filter)
		return func(shape func(*sql.Selector), n int) ([]*db.ApprovalRequest, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func requestFilter(ctx context.Context, where *gql.ApprovalWhere) (predicate.ApprovalRequest, error) {
	if where == nil {
		return all, nil
	}
	s := sightOf(ctx)
	list := []predicate.ApprovalRequest{all}
	if v, ok := value(where.WaitingForMe); ok && v {
		list = append(list, approvalrequest.StateEQ(approvalrequest.StatePENDING),
			approvalrequest.HasPlacesWith(approvalplace.ApproverID(s.Person()), approvalplace.StateEQ(approvalplace.StatePENDING)))
	}
	if v, ok := value(where.AskedByMe); ok && v {
		list = append(list, approvalrequest.RequestedBy(s.Person()))
	}
	if states, set := where.States.ValueOK(); set && states != nil {
		list = append(list, approvalrequest.StateIn(states...))
	}
	if v, ok := value(where.DealID); ok {
		id, err := parseID(ident.Deal, v, "where", "dealId")
		if err != nil {
			return nil, err
		}
		list = append(list, approvalrequest.DealID(id))
	}
	if v, ok := value(where.ApproverID); ok {
		id, err := parseID(ident.User, v, "where", "approverId")
		if err != nil {
			return nil, err
		}
		list = append(list, approvalrequest.HasPlacesWith(approvalplace.ApproverID(id)))
	}
	about, err := requestedDeals(ctx, where)
	if err != nil {
		return nil, err
	}
	return approvalrequest.And(append(list, about...)...), nil
}

func requestID(r *model.ApprovalRequest) *ident.ID   { return &r.ApprovalRequest.ID }
func requestDeal(r *model.ApprovalRequest) *ident.ID { return &r.ApprovalRequest.DealID }
func requester(r *model.ApprovalRequest) *ident.ID   { return &r.ApprovalRequest.RequestedBy }
func approverID(p *model.ApprovalPlace) *ident.ID    { return &p.ApprovalPlace.ApproverID }

// placesOf loads the approvers of requests.
func placesOf(ctx context.Context, requests []*model.ApprovalRequest) (map[ident.ID][]*model.ApprovalPlace, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.ApprovalPlace.Query().Where(approvalplace.RequestIDIn(collect(requests, requestID)...)).Order(approvalplace.ByPlace()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load places: %w", err)
	}
	places := map[ident.ID][]*model.ApprovalPlace{}
	for _, p := range model.Places(rows) {
		places[p.RequestID] = append(places[p.RequestID], p)
	}
	return places, nil
}

const shownRequests = 20

// requestsOf loads the newest requests of deals.
func requestsOf(ctx context.Context, deals []*model.Deal) (map[ident.ID][]*model.ApprovalRequest, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	among := func(s *sql.Selector) { s.Where(sql.EQ(s.C(approvalrequest.FieldTenantID), sightOf(ctx).Tenant)) }
	rows, err := c.ApprovalRequest.Query().Where(sightOf(ctx).requests(),
		firstOfEach(approvalrequest.FieldDealID, collect(deals, dealID), requestOrder, shownRequests, among), requestOrder.shape(window{})).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load requests: %w", err)
	}
	requests := map[ident.ID][]*model.ApprovalRequest{}
	for _, r := range model.Requests(rows) {
		requests[r.DealID] = append(requests[r.DealID], r)
	}
	return requests, nil
}

// openRequestsOf loads the open request of each deal that has one.
func openRequestsOf(ctx context.Context, deals []*model.Deal) (map[ident.ID]*model.ApprovalRequest, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.ApprovalRequest.Query().Where(sightOf(ctx).requests(), approvalrequest.DealIDIn(collect(deals, dealID)...),
		approvalrequest.StateIn(approvalrequest.StatePENDING, approvalrequest.StateUNROUTED)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load open requests: %w", err)
	}
	return index(model.Requests(rows), func(r *model.ApprovalRequest) ident.ID { return r.DealID }), nil
}
