package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"mandate/directory"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// withPending adds to a payload the change that waits for a second person.
func withPending(ctx context.Context, payload *gql.UserPayload, waits ident.ID) (*gql.UserPayload, error) {
	if payload == nil || waits.IsZero() || len(payload.UserErrors) > 0 {
		return payload, nil
	}
	var err error
	payload.PendingChange, err = present(ctx, waits, pendingByID)
	return payload, err
}

// asking runs a change of one person that may have to wait.
func (r *mutationResolver) asking(ctx context.Context, run func(waits *ident.ID) (*gql.UserPayload, error)) (*gql.UserPayload, error) {
	var waits ident.ID
	payload, err := run(&waits)
	if err != nil {
		return payload, err
	}
	return withPending(ctx, payload, waits)
}

func (r *mutationResolver) requireMFA(ctx context.Context, input gql.UserMfaSetInput) (*gql.UserPayload, error) {
	return r.onUser(ctx, input.UserID, input.IdempotencyKey, func(ctx context.Context, id ident.ID) ([]fault.Code, error) {
		return r.server.Directory.Update(ctx, id, seen(input.ExpectedVersion), directory.PersonUpdate{MFARequired: &input.Required})
	})
}

func (r *mutationResolver) releaseEmail(ctx context.Context, input gql.EmailReleaseInput) (*gql.EmailReleasePayload, error) {
	why, err := comment(input.Comment)
	if err == nil {
		var once context.Context
		if once, err = keyed(ctx, input.IdempotencyKey); err == nil {
			afresh(ctx)
			err = r.server.Directory.ReleaseEmail(once, input.Email, why)
		}
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	return &gql.EmailReleasePayload{Released: len(errs) == 0, UserErrors: errs}, nil
}

func (r *mutationResolver) erasePerson(ctx context.Context, input gql.UserEraseInput) (*gql.UserErasePayload, error) {
	id, err := parseID(ident.User, input.UserID, "userId")
	var why string
	if err == nil {
		why, err = comment(input.Comment)
	}
	if err == nil {
		var once context.Context
		if once, err = keyed(ctx, input.IdempotencyKey); err == nil {
			afresh(ctx)
			err = r.server.Directory.ErasePerson(once, id, why)
		}
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	return &gql.UserErasePayload{Erased: len(errs) == 0, UserErrors: errs}, nil
}

// userUpdate is what userUpdate says of a person.
func userUpdate(input gql.UserUpdateInput) (directory.PersonUpdate, error) {
	if err := allPlain(said("firstName", input.FirstName), said("lastName", input.LastName)); err != nil {
		return directory.PersonUpdate{}, err
	}
	change := personUpdate(input)
	var err error
	if change.MFARequired, err = changed(input.MfaRequired, "mfaRequired"); err != nil {
		return change, err
	}
	change.Manager, err = managerGiven(input.ManagerID)
	return change, err
}

// managerGiven: left out leaves the manager, null takes them away.
func managerGiven(o graphql.Omittable[*string]) (*ident.ID, error) {
	text, set := o.ValueOK()
	if !set {
		return nil, nil
	}
	var boss ident.ID
	if text != nil {
		var err error
		if boss, err = parseID(ident.User, *text, "managerId"); err != nil {
			return nil, err
		}
	}
	return &boss, nil
}

func (r *mutationResolver) setRoles(ctx context.Context, input gql.UserRolesSetInput) (*gql.UserPayload, error) {
	return r.asking(ctx, func(waits *ident.ID) (*gql.UserPayload, error) {
		return r.onUser(ctx, input.UserID, input.IdempotencyKey, func(ctx context.Context, id ident.ID) ([]fault.Code, error) {
			roles, err := parseIDs(ident.Role, input.RoleIds, "roleIds")
			if err != nil {
				return nil, err
			}
			*waits, err = r.server.Directory.AskRoles(ctx, id, seen(input.ExpectedVersion), roles)
			return nil, err
		})
	})
}

// blockSignIn blocks sign-in, or lifts the block where no instant is given (LC-3).
func (r *mutationResolver) blockSignIn(ctx context.Context, input gql.UserSignInBlockInput) (*gql.UserPayload, error) {
	return r.onUser(ctx, input.UserID, input.IdempotencyKey, func(ctx context.Context, id ident.ID) ([]fault.Code, error) {
		var until time.Time
		if at, ok := value(input.Until); ok {
			until = at
		}
		if r.server.Block == nil {
			return nil, fault.New(fault.Unavailable, fault.CodeUnavailable, "This server has no local sign-in.")
		}
		return nil, r.server.Block(ctx, id, maybeSeen(input.ExpectedVersion), until)
	})
}

// reissue gives a new temporary credential (PR-2).
func (r *mutationResolver) reissue(ctx context.Context, input gql.UserStatusInput) (*gql.UserPayload, error) {
	return r.onUser(ctx, input.UserID, input.IdempotencyKey, func(ctx context.Context, id ident.ID) ([]fault.Code, error) {
		if r.server.Reissue == nil {
			return nil, fault.New(fault.Unavailable, fault.CodeUnavailable, "This server has no local sign-in.")
		}
		return nil, r.server.Reissue(ctx, id, maybeSeen(input.ExpectedVersion))
	})
}
