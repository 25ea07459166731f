package graph

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db/user"
	"mandate/graph/gql"
	"mandate/ident"
)

// pickUp lets the operation say why a deal is not to be had to everybody who sees unassigned
// ones: what they saw is out of their sight as soon as somebody else has it, and they are
// told DEAL_ALREADY_ASSIGNED then, not that there is no such deal (AS-12).
func (r *mutationResolver) pickUp(ctx context.Context, input gql.DealMoveInput) (*gql.DealPayload, error) {
	sees, err := seesUnassigned(ctx)
	if err != nil {
		return nil, err
	}
	if !sees {
		return r.move(ctx, input, r.server.Desk.PickUp)
	}
	return r.moveSeen(ctx, input, anyDeal, r.server.Desk.PickUp)
}

// seesUnassigned is VI-4.
func seesUnassigned(ctx context.Context) (bool, error) {
	s := sightOf(ctx)
	if !s.staff() || s.Can(actor.PipelineAll) || s.Can(actor.PipelineUnassigned) || s.Person().IsZero() {
		return s.staff(actor.PipelineAll, actor.PipelineUnassigned), nil
	}
	c, err := read(ctx)
	if err != nil {
		return false, err
	}
	reports, err := c.User.Query().Where(user.ManagerID(s.Person()), user.DeletedAtIsNil()).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look for direct reports: %w", err)
	}
	return reports, nil
}

// anyDeal takes the place of mustSee where the operation judges who sees a deal.
func anyDeal(context.Context, ident.ID) error { return nil }
