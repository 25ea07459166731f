package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/directory"
	"mandate/graph/gql"
	"mandate/ident"
)

func (r *mutationResolver) addDomain(ctx context.Context, in gql.DomainAddInput) (*gql.SsoDomainPayload, error) {
	var id ident.ID
	once, err := keyed(ctx, in.IdempotencyKey)
	var conn ident.ID
	if err == nil {
		conn, err = maybeConnection(in.ConnectionID)
	}
	if err == nil {
		id, err = r.server.Directory.AddDomain(once, in.Name, conn)
	}
	return r.domainPayload(ctx, id, err)
}

func (r *mutationResolver) onDomain(ctx context.Context, text string, key graphql.Omittable[*string], run func(context.Context, ident.ID) error) (*gql.SsoDomainPayload, error) {
	id, err := parseID(ident.Domain, text, "domainId")
	if err == nil {
		err = r.server.unlessDone(ctx, key, func(ctx context.Context) error { return run(ctx, id) })
	}
	return r.domainPayload(ctx, id, err)
}

func (r *mutationResolver) domainPayload(ctx context.Context, id ident.ID, refusal error) (*gql.SsoDomainPayload, error) {
	errs, err := r.server.userErrors(ctx, refusal, map[string]string{"domain": "name"})
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, domainsByID)
	return &gql.SsoDomainPayload{Domain: found, UserErrors: errs}, err
}

func (r *mutationResolver) createSetupLink(ctx context.Context, in gql.SetupLinkCreateInput) (*gql.SetupLinkPayload, error) {
	var made directory.SetupLink
	id, err := parseID(ident.Connection, in.ConnectionID, "connectionId")
	once := ctx
	if err == nil {
		once, err = keyed(ctx, in.IdempotencyKey)
	}
	if err == nil {
		hours, _ := value(in.Hours)
		made, err = r.server.Directory.CreateSetupLink(once, id, hourly(hours))
	}
	var address *string
	var warnings []*gql.Warning
	if err == nil {
		if address, warnings = r.secret(ctx, made.Text); address != nil {
			*address = r.server.PublicURL + "/sso/setup/" + *address
		}
	}
	return r.setupLinkPayload(ctx, made.ID, &gql.SetupLinkPayload{URL: address, Warnings: warnings}, err)
}

func (r *mutationResolver) revokeSetupLink(ctx context.Context, in gql.SetupLinkRevokeInput) (*gql.SetupLinkPayload, error) {
	id, err := parseID(ident.Link, in.LinkID, "linkId")
	if err == nil {
		err = once(ctx, in.IdempotencyKey, func(ctx context.Context) error { return r.server.Directory.RevokeSetupLink(ctx, id) })
	}
	return r.setupLinkPayload(ctx, id, &gql.SetupLinkPayload{}, err)
}

// setupLinkPayload completes what a change of a link says.
func (r *mutationResolver) setupLinkPayload(ctx context.Context, id ident.ID, p *gql.SetupLinkPayload, refusal error) (_ *gql.SetupLinkPayload, err error) {
	if p.UserErrors, err = r.server.userErrors(ctx, refusal, nil); err != nil {
		return nil, err
	}
	if p.Warnings == nil {
		p.Warnings = []*gql.Warning{}
	}
	p.SetupLink, err = present(ctx, id, setupLinksByID)
	return p, err
}
