package graph

import (
	"context"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

func facilitiesOf(ctx context.Context, d *model.Deal) ([]*model.Facility, error) {
	full, err := withFacilities(ctx, d.Kin)
	if err != nil {
		return nil, err
	}
	list := []*model.Facility{}
	for _, f := range full[d.Deal.ID].Edges.Facilities {
		list = append(list, &model.Facility{Facility: f, Currency: d.Currency})
	}
	return list, nil
}

// queues is Query.queueLoad.
func (s *Server) queues(ctx context.Context) ([]*gql.QueueLoad, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	queues, err := s.Desk.Queues(ctx, c, maxQueues)
	if err != nil {
		return nil, err
	}
	people, err := usersByID(ctx, collect(queues, func(q desk.Queue) *ident.ID { return &q.User }))
	if err != nil {
		return nil, err
	}
	list := []*gql.QueueLoad{}
	for _, q := range queues {
		if u := people[q.User]; u != nil {
			list = append(list, &gql.QueueLoad{User: u, Load: q.Load, MaxCapacity: q.MaxCapacity.Column()})
		}
	}
	return list, nil
}

const maxQueues = 200

func (r *mutationResolver) submitDeal(ctx context.Context, input gql.DealSubmitInput) (*gql.DealPayload, error) {
	once, err := keyed(ctx, input.IdempotencyKey)
	var id ident.ID
	if err == nil {
		afresh(ctx)
		id, err = r.server.Desk.Submit(once, submission(input))
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.DealPayload{UserErrors: errs}, err
	}
	found, err := present(ctx, id, dealsByID)
	return &gql.DealPayload{Deal: found, UserErrors: errs}, err
}

func submission(input gql.DealSubmitInput) desk.Submission {
	s := desk.Submission{Reference: input.Reference, DiscretionBps: input.DiscretionBps}
	s.Currency, _ = value(input.Currency)
	s.ExistingRetail, _ = value(input.ExistingRetail)
	s.ExistingBusiness, _ = value(input.ExistingBusiness)
	s.Location, _ = value(input.Location)
	s.PropertyType, _ = value(input.PropertyType)
	s.Language, _ = value(input.Language)
	s.Product, _ = value(input.Product)
	s.Broker, _ = value(input.Broker)
	for _, f := range input.Facilities {
		s.Facilities = append(s.Facilities, desk.FacilityText{Category: f.Category, Book: f.Book, Amount: f.Amount})
	}
	return s
}

func (r *mutationResolver) setDealStatus(ctx context.Context, input gql.DealStatusSetInput) (*gql.DealPayload, error) {
	id, err := parseID(ident.Deal, input.DealID, "dealId")
	if err == nil {
		err = r.moveDeal(ctx, id, input)
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, dealsByID)
	return &gql.DealPayload{Deal: found, UserErrors: errs}, err
}

func (r *mutationResolver) moveDeal(ctx context.Context, id ident.ID, input gql.DealStatusSetInput) error {
	why, err := comment(input.Comment)
	if err != nil {
		return err
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return err
	}
	afresh(ctx)
	return r.server.Desk.SetStatus(once, desk.StatusStep{Deal: id, Expected: maybeSeen(input.ExpectedVersion), To: assign.Status(input.Status), Comment: why})
}
