package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/directory"
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
