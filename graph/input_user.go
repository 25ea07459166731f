package graph

import (
	"context"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"mandate/directory"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

func (r *mutationResolver) create(ctx context.Context, input gql.UserCreateInput) (ident.ID, []fault.Code, error) {
	if err := needsNames(input); err != nil {
		return ident.ID{}, nil, err
	}
	roles, err := parseIDs(ident.Role, input.RoleIds, "roleIds")
	if err != nil {
		return ident.ID{}, nil, err
	}
	manager, err := optionalID(ident.User, input.ManagerID, "managerId")
	if err != nil {
		return ident.ID{}, nil, err
	}
	ctx, err = keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return ident.ID{}, nil, err
	}
	phone, _ := value(input.Phone)
	afresh(ctx)
	p := directory.NewPerson{FirstName: input.FirstName, LastName: input.LastName, Email: input.Email,
		Phone: phone, Roles: roles, Manager: manager, MFARequired: input.MfaRequired}
	if r.server.Temporary != nil {
		if p.Temporary, p.PasswordHash, err = r.server.Temporary(ctx); err != nil {
			return ident.ID{}, nil, fmt.Errorf("make credential: %w", err)
		}
	}
	return r.server.Directory.Create(ctx, p)
}

// needsNames holds for people whom an administrator makes (PR-1); those of a directory
// are kept as sent.
func needsNames(input gql.UserCreateInput) error {
	for _, name := range []given{{"firstName", input.FirstName}, {"lastName", input.LastName}} {
		if err := plain(name.text, name.field); err != nil {
			return err
		}
		if strings.TrimSpace(name.text) == "" {
			return fault.New(fault.Invalid, fault.CodeRequired, "This may not be empty.").On(name.field)
		}
	}
	return nil
}

// optionalID reads an id that may be left out or null: then it is zero.
func optionalID(p ident.Prefix, o graphql.Omittable[*string], field string) (ident.ID, error) {
	text, ok := value(o)
	if !ok {
		return ident.ID{}, nil
	}
	return parseID(p, text, field)
}

func personUpdate(input gql.UserUpdateInput) directory.PersonUpdate {
	return directory.PersonUpdate{FirstName: cleared(input.FirstName), LastName: cleared(input.LastName), Email: cleared(input.Email),
		Phone: cleared(input.Phone), Locale: cleared(input.Locale)}
}
