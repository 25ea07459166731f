package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/actor"
	"mandate/assign/desk"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// onAbsence runs a change of one person's out of office, by that person or by holders
// of user.manage or absence.manage (OO-1), and loads both as they are behind it.
func (r *mutationResolver) onAbsence(ctx context.Context, text string, key graphql.Omittable[*string], run func(context.Context, ident.ID) ([]fault.Code, error)) (*gql.OutOfOfficePayload, error) {
	shown, err := r.onUser(ctx, text, key, func(ctx context.Context, id ident.ID) ([]fault.Code, error) {
		if err := sightOf(ctx).ownOr(id, actor.UserManage, actor.AbsenceManage); err != nil {
			return nil, err
		}
		return run(ctx, id)
	})
	if err != nil {
		return nil, err
	}
	var saved *model.OutOfOffice
	if shown.User != nil {
		saved, err = r.server.savedAbsence(ctx, shown.User)
	}
	return &gql.OutOfOfficePayload{OutOfOffice: saved, User: shown.User, Warnings: shown.Warnings, UserErrors: shown.UserErrors}, err
}

func (r *mutationResolver) setAbsence(ctx context.Context, input gql.OutOfOfficeSetInput) (*gql.OutOfOfficePayload, error) {
	return r.onAbsence(ctx, input.UserID, input.IdempotencyKey, func(ctx context.Context, id ident.ID) ([]fault.Code, error) {
		first, last, err := datesOf(input.StartDate, input.EndDate)
		if err != nil {
			return nil, err
		}
		delegate, err := optionalID(ident.User, input.DelegateID, "delegateId")
		if err != nil {
			return nil, err
		}
		_, warnings, err := r.server.Desk.SetAbsence(ctx, desk.Leave{User: id, Expected: maybeSeen(input.ExpectedVersion), Start: first, End: last, Delegate: delegate})
		return warnings, err
	})
}

func (r *mutationResolver) setDelegate(ctx context.Context, input gql.OutOfOfficeDelegateSetInput) (*gql.OutOfOfficePayload, error) {
	return r.onAbsence(ctx, input.UserID, input.IdempotencyKey, func(ctx context.Context, id ident.ID) ([]fault.Code, error) {
		delegate, err := optionalID(ident.User, input.DelegateID, "delegateId")
		if err != nil {
			return nil, err
		}
		return r.server.Desk.SetDelegate(ctx, id, maybeSeen(input.ExpectedVersion), delegate)
	})
}

func (r *mutationResolver) endAbsence(ctx context.Context, input gql.OutOfOfficeEndInput) (*gql.OutOfOfficePayload, error) {
	return r.onAbsence(ctx, input.UserID, input.IdempotencyKey, func(ctx context.Context, id ident.ID) ([]fault.Code, error) {
		return nil, r.server.Desk.EndAbsence(ctx, id, maybeSeen(input.ExpectedVersion))
	})
}
