package graph

import (
	"context"

	"mandate/directory"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

const scimPath = "/scim/v2"

func (r *mutationResolver) createDirectory(ctx context.Context, input gql.DirectoryCreateInput) (*gql.DirectoryCreatePayload, error) {
	var made directory.IssuedToken
	once, err := keyed(ctx, input.IdempotencyKey)
	if err == nil {
		err = plain(input.Name, "name")
	}
	if err == nil {
		made, err = r.server.Directory.CreateDirectoryIn(once, input.Name, beginning(input.Preview))
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.DirectoryCreatePayload{Warnings: []*gql.Warning{}, UserErrors: errs}, err
	}
	found, err := present(ctx, made.Directory, directoriesByID)
	text, warnings := r.secret(ctx, made.Text)
	return &gql.DirectoryCreatePayload{Directory: found, Token: text, Warnings: warnings, UserErrors: errs}, err
}

// secret is the text of a new credential. A repeated call made nothing, and nobody can
// show the text of the first call again.
func (r *mutationResolver) secret(ctx context.Context, text string) (*string, []*gql.Warning) {
	if text == "" {
		return nil, r.server.warnings(ctx, []fault.Code{warnSecretShown})
	}
	return &text, []*gql.Warning{}
}

// beginning is the state that a new directory has.
func beginning(preview bool) string {
	if preview {
		return directory.StatePreview
	}
	return directory.StateActive
}

func (r *mutationResolver) createToken(ctx context.Context, input gql.ScimTokenCreateInput) (*gql.ScimTokenCreatePayload, error) {
	made, err := r.issueToken(ctx, input)
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.ScimTokenCreatePayload{Warnings: []*gql.Warning{}, UserErrors: errs}, err
	}
	found, err := present(ctx, made.ID, tokensByID)
	text, warnings := r.secret(ctx, made.Text)
	return &gql.ScimTokenCreatePayload{DirectoryToken: found, Token: text, Warnings: warnings, UserErrors: errs}, err
}

func (r *mutationResolver) issueToken(ctx context.Context, input gql.ScimTokenCreateInput) (directory.IssuedToken, error) {
	id, err := parseID(ident.Directory, input.DirectoryID, "directoryId")
	if err != nil {
		return directory.IssuedToken{}, err
	}
	expires, err := r.server.ending(input.ExpiresAt)
	if err != nil {
		return directory.IssuedToken{}, err
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return directory.IssuedToken{}, err
	}
	return r.server.Directory.IssueToken(once, id, expires)
}

func (r *mutationResolver) revokeToken(ctx context.Context, input gql.ScimTokenRevokeInput) (*gql.ScimTokenRevokePayload, error) {
	id, err := parseID(ident.Token, input.TokenID, "tokenId")
	if err == nil {
		var once context.Context
		if once, err = keyed(ctx, input.IdempotencyKey); err == nil {
			err = r.server.Directory.RevokeToken(once, id)
		}
	}
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
