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

func (r *mutationResolver) submitDeal(ctx context.Context, input gql.DealSubmitInput) (*gql.DealPayload, error) {
	var id ident.ID
	err := plainSubmission(submission(input))
	once := ctx
	if err == nil {
		once, err = keyed(ctx, input.IdempotencyKey)
	}
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
	s.Facilities = facilitiesGiven(input.Facilities)
	return s
}

// onDeal runs a change of one deal and loads it as it is behind it.
func (r *mutationResolver) onDeal(ctx context.Context, text string, run func(context.Context, ident.ID) error) (*gql.DealPayload, error) {
	return r.onDealSeen(ctx, text, mustSee, run)
}

// onDealSeen is onDeal with its own answer to who may know of the deal.
func (r *mutationResolver) onDealSeen(ctx context.Context, text string, see, run func(context.Context, ident.ID) error) (*gql.DealPayload, error) {
	id, err := parseID(ident.Deal, text, "dealId")
	if err == nil {
		err = see(ctx, id)
	}
	if err == nil {
		afresh(ctx)
		err = run(ctx, id)
	}
	errs, err := r.server.userErrors(ctx, err, renamedOfDeal)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, dealsByID)
	return &gql.DealPayload{Deal: found, UserErrors: errs}, err
}

// renamedOfDeal gives the names of inputs that operations call otherwise.
var renamedOfDeal = map[string]string{"to": "userId"}

// mustSee answers UNKNOWN_DEAL for a deal that the caller does not see: operations know
// of no reader.
func mustSee(ctx context.Context, id ident.ID) error {
	found, err := dealsByID(ctx, []ident.ID{id})
	if err == nil && found[id] == nil {
		err = absent(ident.Deal).On("dealId")
	}
	return err
}

func (r *mutationResolver) setDealStatus(ctx context.Context, input gql.DealStatusSetInput) (*gql.DealPayload, error) {
	return r.onDeal(ctx, input.DealID, func(ctx context.Context, id ident.ID) error { return r.moveDeal(ctx, id, input) })
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

func facilitiesGiven(list []*gql.FacilityInput) []desk.FacilityText {
	return each(list, func(f *gql.FacilityInput) desk.FacilityText {
		return desk.FacilityText{Category: f.Category, Book: f.Book, Amount: f.Amount}
	})
}
