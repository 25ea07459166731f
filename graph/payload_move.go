package graph

import (
	"context"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/graph/gql"
	"mandate/ident"
)

// move runs one of the moves by hand.
func (r *mutationResolver) move(ctx context.Context, input gql.DealMoveInput, to func(context.Context, desk.Move) error) (*gql.DealPayload, error) {
	return r.moveSeen(ctx, input, mustSee, to)
}

func (r *mutationResolver) moveSeen(ctx context.Context, input gql.DealMoveInput, see func(context.Context, ident.ID) error, to func(context.Context, desk.Move) error) (*gql.DealPayload, error) {
	return r.onDealSeen(ctx, input.DealID, see, func(ctx context.Context, id ident.ID) error {
		why, err := comment(input.Comment)
		if err != nil {
			return err
		}
		once, err := keyed(ctx, input.IdempotencyKey)
		if err != nil {
			return err
		}
		return to(once, desk.Move{Deal: id, Expected: maybeSeen(input.ExpectedVersion), Comment: why})
	})
}

func (r *mutationResolver) assignDeal(ctx context.Context, input gql.DealAssignInput) (*gql.DealPayload, error) {
	to, err := parseID(ident.User, input.UserID, "userId")
	return r.move(ctx, gql.DealMoveInput{DealID: input.DealID, ExpectedVersion: input.ExpectedVersion, Comment: input.Comment, IdempotencyKey: input.IdempotencyKey},
		func(ctx context.Context, m desk.Move) error {
			if err != nil {
				return err
			}
			m.To = to
			return r.server.Desk.Assign(ctx, m)
		})
}

func (r *mutationResolver) updateDeal(ctx context.Context, input gql.DealUpdateInput) (*gql.DealPayload, error) {
	return r.onDeal(ctx, input.DealID, func(ctx context.Context, id ident.ID) error {
		change, err := dealUpdate(input)
		if err == nil {
			err = allPlain(said("location", input.Location), said("language", input.Language), said("product", input.Product), said("broker", input.Broker))
		}
		if err != nil {
			return err
		}
		if hasFigures(change) && !sightOf(ctx).staff(actor.DealFigures) {
			return forbidden()
		}
		change.Deal = id
		once, err := keyed(ctx, input.IdempotencyKey)
		if err != nil {
			return err
		}
		return r.server.Desk.Update(once, change)
	})
}

// hasFigures reports whether an update says anything that authority is compared with.
func hasFigures(u desk.DealUpdate) bool {
	return u.Facilities != nil || u.ExistingRetail != nil || u.ExistingBusiness != nil || u.Currency != nil || u.DiscretionBps != nil
}

func dealUpdate(input gql.DealUpdateInput) (u desk.DealUpdate, err error) {
	if u.Comment, err = comment(input.Comment); err != nil {
		return u, err
	}
	u.Expected = seen(input.ExpectedVersion)
	if list, set := input.Facilities.ValueOK(); set {
		facilities := facilitiesGiven(list)
		u.Facilities = &facilities
	}
	u.ExistingRetail, u.ExistingBusiness = cleared(input.ExistingRetail), cleared(input.ExistingBusiness)
	u.Location, u.Language, u.PropertyType = cleared(input.Location), cleared(input.Language), cleared[assign.PropertyType](input.PropertyType)
	u.Product, u.Broker = cleared(input.Product), cleared(input.Broker)
	if u.Currency, err = changed(input.Currency, "currency"); err != nil {
		return u, err
	}
	u.DiscretionBps, err = changed(input.DiscretionBps, "discretionBps")
	return u, err
}
