package graph

import (
	"context"

	"mandate/directory"
	"mandate/ent/db/apikey"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

func (r *mutationResolver) createKey(ctx context.Context, input gql.APIKeyCreateInput) (*gql.APIKeyCreatePayload, error) {
	made, err := r.makeKey(ctx, input)
	errs, err := r.server.userErrors(ctx, err, map[string]string{"roles": "roleIds"})
	if err != nil || len(errs) > 0 {
		return &gql.APIKeyCreatePayload{Warnings: []*gql.Warning{}, UserErrors: errs}, err
	}
	payload := &gql.APIKeyCreatePayload{Warnings: []*gql.Warning{}, UserErrors: errs}
	if made.Text == "" {
		payload.Warnings = r.server.warnings(ctx, []fault.Code{warnSecretShown})
	} else {
		payload.Key = &made.Text
	}
	payload.APIKey, err = present(ctx, made.ID, keysByID)
	return payload, err
}

func (r *mutationResolver) makeKey(ctx context.Context, input gql.APIKeyCreateInput) (made directory.IssuedKey, err error) {
	key := directory.NewAPIKey{Name: input.Name, Personal: input.Kind == apikey.KindPERSONAL}
	if err := plain(input.Name, "name"); err != nil {
		return made, err
	}
	if texts, set := input.RoleIds.ValueOK(); set {
		if key.Roles, err = parseIDs(ident.Role, texts, "roleIds"); err != nil {
			return made, err
		}
	}
	if key.Responsible, err = optionalID(ident.User, input.ResponsibleID, "responsibleId"); err != nil {
		return made, err
	}
	if at, ok := value(input.ExpiresAt); ok {
		key.Expires = at
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return made, err
	}
	afresh(ctx)
	return r.server.Directory.CreateAPIKey(once, key)
}

func (r *mutationResolver) endKey(ctx context.Context, input gql.APIKeyRevokeInput) (*gql.APIKeyPayload, error) {
	id, err := parseID(ident.APIKey, input.APIKeyID, "apiKeyId")
	if err == nil {
		var once context.Context
		if once, err = keyed(ctx, input.IdempotencyKey); err == nil {
			afresh(ctx)
			err = r.server.Directory.RevokeAPIKey(once, id)
		}
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.APIKeyPayload{UserErrors: errs}, err
	}
	found, err := present(ctx, id, keysByID)
	return &gql.APIKeyPayload{APIKey: found, UserErrors: errs}, err
}
