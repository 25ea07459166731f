package graph

import (
	"context"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

const scimPath = "/scim/v2"

func (r *mutationResolver) directoryMade(ctx context.Context, made directory.IssuedToken, err error) (*gql.DirectoryCreatePayload, error) {
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.DirectoryCreatePayload{UserErrors: errs}, err
	}
	found, err := present(ctx, made.Directory, directoriesByID)
	return &gql.DirectoryCreatePayload{Directory: found, Token: &made.Text, UserErrors: errs}, err
}

func (r *mutationResolver) issueToken(ctx context.Context, input gql.ScimTokenCreateInput) (directory.IssuedToken, error) {
	id, err := parseID(ident.Directory, input.DirectoryID, "directoryId")
	if err != nil {
		return directory.IssuedToken{}, err
	}
	var expires time.Time
	if at, ok := value(input.ExpiresAt); ok {
		if !at.After(r.server.Now()) {
			return directory.IssuedToken{}, fault.New(fault.Invalid, fault.CodeInvalid, "A token ends in the future.").On("expiresAt")
		}
		expires = at
	}
	return r.server.Directory.IssueToken(ctx, id, expires)
}

func (r *mutationResolver) tokenMade(ctx context.Context, made directory.IssuedToken, err error) (*gql.ScimTokenCreatePayload, error) {
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.ScimTokenCreatePayload{UserErrors: errs}, err
	}
	found, err := present(ctx, made.ID, tokensByID)
	return &gql.ScimTokenCreatePayload{DirectoryToken: found, Token: &made.Text, UserErrors: errs}, err
}

func (r *mutationResolver) tokenRevoked(ctx context.Context, id ident.ID, err error) (*gql.ScimTokenRevokePayload, error) {
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.ScimTokenRevokePayload{UserErrors: errs}, err
	}
	found, err := present(ctx, id, tokensByID)
	return &gql.ScimTokenRevokePayload{DirectoryToken: found, UserErrors: errs}, err
}

func (r *mutationResolver) mapGroup(ctx context.Context, input gql.GroupRoleMapSetInput) (*gql.GroupPayload, error) {
	id, err := parseID(ident.Group, input.GroupID, "groupId")
	if err == nil {
		err = r.setGroupRoles(ctx, id, input)
	}
	errs, err := r.server.userErrors(ctx, err, renamed)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, groupsByID)
	return &gql.GroupPayload{Group: found, UserErrors: errs}, err
}

func (r *mutationResolver) setGroupRoles(ctx context.Context, id ident.ID, input gql.GroupRoleMapSetInput) error {
	roles, err := parseIDs(ident.Role, input.RoleIds, "roleIds")
	if err != nil {
		return err
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return err
	}
	return r.server.Directory.MapGroup(once, id, seen(input.ExpectedVersion), roles)
}
