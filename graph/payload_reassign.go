package graph

import (
	"context"

	"mandate/assign/desk"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

func (r *mutationResolver) reassignDeals(ctx context.Context, input gql.DealsReassignInput) (*gql.DealsReassignPayload, error) {
	moved, err := r.reassign(ctx, input)
	errs, err := r.server.userErrors(ctx, err, map[string]string{"from": "fromUserId", "to": "toUserId", "deals": "dealIds"})
	if err != nil || len(errs) > 0 {
		return &gql.DealsReassignPayload{Results: []*gql.DealReassigned{}, UserErrors: errs}, err
	}
	afresh(ctx)
	deals, err := dealsByID(ctx, collect(moved, func(m desk.Reassigned) *ident.ID { return &m.Deal }))
	if err != nil {
		return nil, err
	}
	people, err := usersByID(ctx, collect(moved, func(m desk.Reassigned) *ident.ID { return &m.To }))
	results := make([]*gql.DealReassigned, len(moved))
	for i, m := range moved {
		results[i] = &gql.DealReassigned{Deal: deals[m.Deal], To: people[m.To]}
		if m.Refused != "" {
			code, message := gql.UserErrorCode(m.Refused), r.server.texts.of(sightOf(ctx).Language, whyStays(m), nil)
			results[i].Code, results[i].Message = &code, &message
		}
	}
	return &gql.DealsReassignPayload{Results: results, UserErrors: errs}, err
}

// whyStays is the text of why a deal did not move: one that somebody else owns has an owner.
func whyStays(m desk.Reassigned) fault.Code {
	if m.Another {
		return fault.TextOfAnother
	}
	return m.Refused
}

func (r *mutationResolver) reassign(ctx context.Context, input gql.DealsReassignInput) ([]desk.Reassigned, error) {
	from, err := parseID(ident.User, input.FromUserID, "fromUserId")
	if err != nil {
		return nil, err
	}
	to, err := optionalID(ident.User, input.ToUserID, "toUserId")
	if err != nil {
		return nil, err
	}
	if err := mustKnow(ctx, from, "fromUserId"); err != nil {
		return nil, err
	}
	if err := mustKnow(ctx, to, "toUserId"); err != nil {
		return nil, err
	}
	why, err := comment(input.Comment)
	if err != nil {
		return nil, err
	}
	var deals []ident.ID
	if texts, set := input.DealIds.ValueOK(); set && texts != nil {
		if deals, err = parseMany(ident.Deal, texts, mostInline, "dealIds"); err != nil {
			return nil, err
		}
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	afresh(ctx)
	return r.server.Desk.Reassign(once, desk.Reassignment{From: from, To: to, Deals: deals, DryRun: input.DryRun, Comment: why})
}

// mustKnow names the input field of a person who is not there.
func mustKnow(ctx context.Context, id ident.ID, field string) error {
	if id.IsZero() {
		return nil
	}
	found, err := usersByID(ctx, []ident.ID{id})
	if err == nil && found[id] == nil {
		err = absent(ident.User).On(field)
	}
	return err
}
