package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/actor"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// renamed gives the names of inputs that operations call otherwise.
var renamed = map[string]string{"manager": "managerId", "roles": "roleIds", "products": "productIds", "brokers": "brokerIds",
	"delegate": "delegateId"}

const sessionsRevoked = "REVOKED" // why they ended, in history

// onUser runs a change of one person and loads the person as they are behind it.
func (r *mutationResolver) onUser(ctx context.Context, text string, key graphql.Omittable[*string], run func(context.Context, ident.ID) ([]fault.Code, error)) (*gql.UserPayload, error) {
	id, err := parseID(ident.User, text, "userId")
	var warnings []fault.Code
	if err == nil {
		warnings, err = r.onKnown(ctx, id, key, run)
	}
	errs, err := r.server.userErrors(ctx, err, renamed)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, usersByID)
	return &gql.UserPayload{User: found, Warnings: r.server.warnings(ctx, warnings), UserErrors: errs}, err
}

func (r *mutationResolver) onKnown(ctx context.Context, id ident.ID, key graphql.Omittable[*string], run func(context.Context, ident.ID) ([]fault.Code, error)) ([]fault.Code, error) {
	once, err := keyed(ctx, key)
	if err != nil {
		return nil, err
	}
	afresh(ctx)
	return run(once, id)
}

// present loads a record as it is now: behind the commit.
func present[N any](ctx context.Context, id ident.ID, load func(context.Context, []ident.ID) (map[ident.ID]N, error)) (N, error) {
	var none N
	if id.IsZero() {
		return none, nil
	}
	afresh(ctx)
	found, err := load(ctx, []ident.ID{id})
	return found[id], err
}

func (r *mutationResolver) createUser(ctx context.Context, input gql.UserCreateInput) (*gql.UserCreatePayload, error) {
	id, warnings, err := r.create(ctx, input)
	errs, err := r.server.userErrors(ctx, err, renamed)
	if err != nil || len(errs) > 0 {
		return &gql.UserCreatePayload{Warnings: []*gql.Warning{}, UserErrors: errs}, err
	}
	found, err := present(ctx, id, usersByID)
	return &gql.UserCreatePayload{User: found, Warnings: r.server.warnings(ctx, warnings), UserErrors: errs}, err
}

func (r *mutationResolver) setStatus(ctx context.Context, input gql.UserStatusInput, to func(context.Context, ident.ID, int64, string) error) (*gql.UserPayload, error) {
	return r.onUser(ctx, input.UserID, input.IdempotencyKey, func(ctx context.Context, id ident.ID) ([]fault.Code, error) {
		comment, err := comment(input.Comment)
		if err != nil {
			return nil, err
		}
		return nil, to(ctx, id, maybeSeen(input.ExpectedVersion), comment)
	})
}

const maxComment = 2000

// comment is why, in words.
func comment(o graphql.Omittable[*string]) (string, error) {
	text, _ := value(o)
	if len(text) > maxComment {
		return "", fault.New(fault.TooLarge, fault.CodeTooLarge, "A comment has at most %d bytes.", maxComment).On("comment")
	}
	return text, nil
}

// ownOr lets people at what is theirs, and holders of a permission at everybody's.
func (s sight) ownOr(person ident.ID, any ...actor.Permission) error {
	if s.self(person) || s.staff(any...) {
		return nil
	}
	return forbidden()
}

// userAbilities is User.viewerCan.
func (s *Server) userAbilities(ctx context.Context, u *model.User) ([]*gql.Ability, error) {
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	linked, err := shared(ctx, u.Kin, "linked", u.User.ID, linkedPeople)
	if err != nil {
		return nil, err
	}
	return s.abilities(ctx, userAbilities(sightOf(ctx), u.User, linked, company.settings)), nil
}
