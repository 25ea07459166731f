package graph

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db/session"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// deleted is the id of what is gone; nil when it was refused.
func deleted(id string, errs []*gql.UserError) *string {
	if len(errs) > 0 {
		return nil
	}
	return &id
}

func (r *mutationResolver) createConnection(ctx context.Context, input gql.SsoConnectionCreateInput) (*gql.SsoConnectionPayload, error) {
	var id ident.ID
	once, err := keyed(ctx, input.IdempotencyKey)
	if err == nil {
		err = plain(input.Name, "name")
	}
	if err == nil {
		id, err = r.server.Directory.CreateConnection(once, string(input.Kind), directory.ConnectionUpdate{Name: &input.Name})
	}
	return r.connectionPayload(ctx, id, err)
}

func (r *mutationResolver) onConnection(ctx context.Context, text string, key graphql.Omittable[*string], run func(context.Context, ident.ID) error) (*gql.SsoConnectionPayload, error) {
	id, err := parseID(ident.Connection, text, "connectionId")
	if err == nil {
		err = r.server.unlessDone(ctx, key, func(ctx context.Context) error { return run(ctx, id) })
	}
	return r.connectionPayload(ctx, id, err)
}

func (r *mutationResolver) connectionPayload(ctx context.Context, id ident.ID, refusal error) (*gql.SsoConnectionPayload, error) {
	errs, err := r.server.userErrors(ctx, refusal, nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, id, connectionsByID)
	return &gql.SsoConnectionPayload{Connection: found, UserErrors: errs}, err
}

// connectionChange reads a change; metadata is read as the IdP's own words.
func (r *mutationResolver) connectionChange(ctx context.Context, in gql.SsoConnectionUpdateInput) (directory.ConnectionUpdate, error) {
	var u directory.ConnectionUpdate
	if text, ok := value(in.Metadata); ok {
		var err error
		if u, err = r.server.Metadata(ctx, "", text); err != nil {
			return u, err
		}
	}
	for _, f := range []struct {
		name string
		from graphql.Omittable[*string]
		into **string
	}{{"name", in.Name, &u.Name}, {"issuer", in.Issuer, &u.Issuer}, {"clientId", in.ClientID, &u.ClientID}, {"tokenAuthMethod", in.TokenAuthMethod, &u.TokenAuthMethod}} {
		text, err := changed(f.from, f.name)
		if err != nil {
			return u, err
		}
		if text != nil {
			if err := bounded(given{f.name, *text}, longestAddress, f.name); err != nil {
				return u, err
			}
		}
		*f.into = text
	}
	return u, r.connectionOptions(in, &u)
}

func (r *mutationResolver) connectionOptions(in gql.SsoConnectionUpdateInput, u *directory.ConnectionUpdate) (err error) {
	if secret, ok := value(in.ClientSecret); ok {
		u.ClientSecret = []byte(secret)
	}
	for _, f := range []struct {
		name string
		from graphql.Omittable[*bool]
		into **bool
	}{{"disabled", in.Disabled, &u.Disabled}, {"signRequests", in.SignRequests, &u.SignRequests},
		{"idpInitiated", in.IdpInitiated, &u.IdPInitiated}, {"wantEncrypted", in.WantEncrypted, &u.WantEncrypted}} {
		if *f.into, err = changed(f.from, f.name); err != nil {
			return err
		}
	}
	if p, ok := value(in.Provisioning); ok {
		text := string(p)
		u.Provisioning = &text
	}
	if list, set := in.Scopes.ValueOK(); set {
		u.Scopes = &list
	}
	if list, set := in.Mapping.ValueOK(); set {
		u.Mapping = map[string]string{}
		for _, m := range list {
			u.Mapping[m.Field] = m.Name
		}
	}
	if text, set := in.DefaultRoleID.ValueOK(); set {
		u.DefaultRole = new(ident.ID)
		if text != nil {
			*u.DefaultRole, err = parseID(ident.Role, *text, "defaultRoleId")
		}
	}
	return err
}

func (r *mutationResolver) fetchMetadata(ctx context.Context, id ident.ID, in gql.SsoMetadataFetchInput) error {
	version := seen(in.ExpectedVersion)
	found, err := present(ctx, id, connectionsByID)
	if err != nil {
		return err
	}
	if found == nil {
		return absent(ident.Connection).On("connectionId")
	}
	if take, ok := value(in.TakePending); ok && !take {
		return r.server.Directory.DropPendingMetadata(ctx, id, version)
	} else if ok {
		change, err := r.server.Metadata(ctx, "", found.PendingMetadata)
		if err != nil {
			return err
		}
		return r.server.Directory.TakePendingMetadata(ctx, id, version, change)
	}
	address := found.Connection.MetadataURL
	if text, ok := value(in.URL); ok {
		address = text
	}
	if address == "" {
		return fault.New(fault.Invalid, fault.CodeRequired, "This value is needed.").On("url")
	}
	if address == found.Connection.MetadataURL && len(found.Certificates) > 0 {
		return r.server.Refresh(ctx, id, version) // an IdP that is known may turn into another by nobody's wish
	}
	change, err := r.server.Metadata(ctx, address, "")
	if err == nil {
		err = r.server.Directory.UpdateConnection(ctx, id, version, change)
	}
	if err != nil {
		return err
	}
	return r.server.Directory.NoteMetadata(ctx, id, 0, address, "")
}

func (r *mutationResolver) startTest(ctx context.Context, in gql.SsoTestStartInput) (*gql.SsoTestPayload, error) {
	var run ident.ID
	id, err := parseID(ident.Connection, in.ConnectionID, "connectionId")
	if err == nil {
		err = once(ctx, in.IdempotencyKey, func(ctx context.Context) (err error) {
			run, err = r.server.Directory.StartTest(ctx, id)
			return err
		})
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.SsoTestPayload{UserErrors: errs}, err
	}
	found, err := present(ctx, run, testRunsByID)
	if err != nil {
		return nil, err
	}
	of, err := present(ctx, id, connectionsByID)
	if err != nil || of == nil { // sent again after the connection was deleted
		return &gql.SsoTestPayload{TestRun: found, UserErrors: errs}, err
	}
	a, err := r.server.addressesOf(ctx, of)
	if err != nil {
		return nil, err
	}
	address := a.StartURL + "?test=" + run.Text(ident.TestRun)
	return &gql.SsoTestPayload{TestRun: found, URL: &address, UserErrors: errs}, nil
}

func maybeConnection(o graphql.Omittable[*string]) (ident.ID, error) {
	text, ok := value(o)
	if !ok {
		return ident.ID{}, nil
	}
	return parseID(ident.Connection, text, "connectionId")
}

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

// revokeSession ends a session that the caller may see. Whose it is was judged before the
// key is: who may not see it any more is not told what came of it.
func (r *mutationResolver) revokeSession(ctx context.Context, in gql.SessionRevokeInput) error {
	id, err := parseID(ident.Session, in.SessionID, "sessionId")
	if err != nil {
		return err
	}
	c, err := read(ctx)
	if err != nil {
		return err
	}
	there, err := c.Session.Query().Where(session.ID(id), sightOf(ctx).everySession()).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up session: %w", err)
	}
	if !there {
		return absent(ident.Session).On("sessionId")
	}
	return r.server.unlessDone(ctx, in.IdempotencyKey, func(ctx context.Context) error { return r.endSession(ctx, id) })
}

// endSession ends a session that goes on.
func (r *mutationResolver) endSession(ctx context.Context, id ident.ID) error {
	found, err := r.server.sessionsByID(ctx, []ident.ID{id})
	if err != nil {
		return err
	}
	if found[id] == nil {
		return absent(ident.Session).On("sessionId")
	}
	if err := sightOf(ctx).ownOr(found[id].Session.UserID, actor.UserManage); err != nil {
		return err
	}
	return r.server.Directory.EndSession(ctx, id, sessionsRevoked)
}
