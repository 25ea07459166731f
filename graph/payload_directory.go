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

const tokenPath = "/scim/oauth/token" //nolint:gosec // an address, no credential

// onDirectory runs a change of one directory and loads it as it is behind it.
func (r *mutationResolver) onDirectory(ctx context.Context, text string, key graphql.Omittable[*string], run func(context.Context, ident.ID) error) (*gql.DirectoryPayload, error) {
	id, err := parseID(ident.Directory, text, "directoryId")
	if err == nil {
		err = once(ctx, key, func(ctx context.Context) error { return run(ctx, id) })
	}
	errs, err := r.server.userErrors(ctx, aboutUnknown(err, "directoryId"), nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, directoriesByID)
	return &gql.DirectoryPayload{Directory: found, UserErrors: errs}, err
}

// aboutUnknown names the input field of an id that nobody has.
func aboutUnknown(err error, field string) error {
	if err != nil && fault.As(err).Kind == fault.NotFound {
		return aboutField(err, field)
	}
	return err
}

func (r *mutationResolver) updateDirectory(ctx context.Context, input gql.DirectoryUpdateInput) (*gql.DirectoryPayload, error) {
	return r.onDirectory(ctx, input.DirectoryID, input.IdempotencyKey, func(ctx context.Context, id ident.ID) error {
		update, err := directoryUpdate(input)
		if err != nil {
			return err
		}
		return r.server.Directory.UpdateDirectory(ctx, id, seen(input.ExpectedVersion), update)
	})
}

func directoryUpdate(input gql.DirectoryUpdateInput) (u directory.DirectoryUpdate, err error) {
	if err = plain(said("name", input.Name).text, "name"); err != nil {
		return u, err
	}
	if u.Name, err = changed(input.Name, "name"); err != nil {
		return u, err
	}
	if u.Enabled, err = changed(input.Enabled, "enabled"); err != nil {
		return u, err
	}
	for _, n := range []struct {
		field string
		given graphql.Omittable[*int]
		into  **int
	}{{"rate", input.Rate, &u.Rate}, {"brakePeople", input.BrakePeople, &u.BrakePeople}, {"brakePercent", input.BrakePercent, &u.BrakePercent},
		{"brakeMinutes", input.BrakeMinutes, &u.BrakeMinutes}, {"logDays", input.LogDays, &u.LogDays}} {
		if *n.into, err = changed(n.given, n.field); err != nil {
			return u, err
		}
	}
	return u, nil
}

func (r *mutationResolver) setDirectoryState(ctx context.Context, input gql.DirectoryStateInput, state string) (*gql.DirectoryPayload, error) {
	return r.onDirectory(ctx, input.DirectoryID, input.IdempotencyKey, func(ctx context.Context, id ident.ID) error {
		return r.server.Directory.SetDirectoryState(ctx, id, seen(input.ExpectedVersion), state)
	})
}

func (r *mutationResolver) createClient(ctx context.Context, input gql.ScimClientCreateInput) (*gql.ScimClientCreatePayload, error) {
	made, err := r.issueClient(ctx, input)
	errs, err := r.server.userErrors(ctx, aboutUnknown(err, "directoryId"), nil)
	if err != nil || len(errs) > 0 {
		return &gql.ScimClientCreatePayload{Warnings: []*gql.Warning{}, UserErrors: errs}, err
	}
	found, err := present(ctx, made.ID, clientsByID)
	text, warnings := r.secret(ctx, made.Secret)
	address := r.server.PublicURL + tokenPath
	return &gql.ScimClientCreatePayload{ScimClient: found, Secret: text, TokenURL: &address, Warnings: warnings, UserErrors: errs}, err
}

func (r *mutationResolver) issueClient(ctx context.Context, input gql.ScimClientCreateInput) (made directory.IssuedClient, err error) {
	id, err := parseID(ident.Directory, input.DirectoryID, "directoryId")
	if err != nil {
		return made, err
	}
	expires, err := r.server.ending(input.ExpiresAt)
	if err != nil {
		return made, err
	}
	err = once(ctx, input.IdempotencyKey, func(ctx context.Context) error {
		made, err = r.server.Directory.CreateClient(ctx, id, expires)
		return err
	})
	return made, err
}

// ending is when a credential ends; zero: never.
func (s *Server) ending(o graphql.Omittable[*time.Time]) (time.Time, error) {
	at, ok := value(o)
	if ok && !at.After(s.Now()) {
		return at, fault.New(fault.Invalid, fault.CodeInvalid, "A credential ends in the future.").On("expiresAt")
	}
	return at, nil
}

func (r *mutationResolver) revokeClient(ctx context.Context, input gql.ScimClientRevokeInput) (*gql.ScimClientRevokePayload, error) {
	id, err := parseID(ident.Client, input.ClientID, "clientId")
	if err == nil {
		err = once(ctx, input.IdempotencyKey, func(ctx context.Context) error { return r.server.Directory.RevokeClient(ctx, id) })
	}
	errs, err := r.server.userErrors(ctx, aboutUnknown(err, "clientId"), nil)
	if err != nil || len(errs) > 0 {
		return &gql.ScimClientRevokePayload{UserErrors: errs}, err
	}
	found, err := present(ctx, id, clientsByID)
	return &gql.ScimClientRevokePayload{ScimClient: found, UserErrors: errs}, err
}
