package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"mandate/directory/application"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

func hourly(n int) time.Duration { return time.Duration(n) * time.Hour }

func (r *mutationResolver) applications() application.Applications {
	return application.Applications{Directory: r.server.Directory}
}

func (r *mutationResolver) createApplication(ctx context.Context, in gql.ApplicationCreateInput) (*gql.ApplicationPayload, error) {
	var made application.Made
	once, err := keyed(ctx, in.IdempotencyKey)
	if err == nil {
		err = plain(in.Name, "name")
	}
	if err == nil {
		c := application.Change{Name: &in.Name, RedirectURIs: &in.RedirectUris, LogoutURIs: listed(in.PostLogoutRedirectUris),
			BackchannelLogoutURI: texted(in.BackchannelLogoutURI), Scopes: listed(in.Scopes), JWKS: texted(in.Jwks), MayIntrospect: flagged(in.MayIntrospect)}
		if m, ok := value(in.AuthMethod); ok {
			text := string(m)
			c.AuthMethod = &text
		}
		made, err = r.applications().Create(once, c)
	}
	return r.applicationPayload(ctx, made, err)
}

func (r *mutationResolver) updateApplication(ctx context.Context, in gql.ApplicationUpdateInput) (*gql.ApplicationPayload, error) {
	id, err := parseID(ident.Application, in.ApplicationID, "applicationId")
	if err == nil {
		err = once(ctx, in.IdempotencyKey, func(ctx context.Context) error {
			return r.applications().Update(ctx, id, seen(in.ExpectedVersion), applicationChange(in))
		})
	}
	return r.applicationPayload(ctx, application.Made{ID: id}, err)
}

func (r *mutationResolver) rotateSecret(ctx context.Context, in gql.ApplicationInput) (*gql.ApplicationPayload, error) {
	id, err := parseID(ident.Application, in.ApplicationID, "applicationId")
	made := application.Made{ID: id}
	if err == nil {
		err = once(ctx, in.IdempotencyKey, func(ctx context.Context) (err error) {
			made, err = r.applications().RotateSecret(ctx, id, seen(in.ExpectedVersion))
			return err
		})
	}
	return r.applicationPayload(ctx, made, err)
}

func (r *mutationResolver) deleteApplication(ctx context.Context, in gql.ApplicationInput) (*gql.ApplicationDeletePayload, error) {
	id, err := parseID(ident.Application, in.ApplicationID, "applicationId")
	if err == nil {
		err = once(ctx, in.IdempotencyKey, func(ctx context.Context) error {
			return r.applications().Delete(ctx, id, seen(in.ExpectedVersion))
		})
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	left, err := present(ctx, id, applicationsByID)
	return &gql.ApplicationDeletePayload{Application: left, DeletedID: deleted(in.ApplicationID, errs), UserErrors: errs}, err
}

func applicationChange(in gql.ApplicationUpdateInput) application.Change {
	return application.Change{Name: texted(in.Name), Disabled: flagged(in.Disabled), RedirectURIs: listed(in.RedirectUris), JWKS: texted(in.Jwks),
		LogoutURIs: listed(in.PostLogoutRedirectUris), BackchannelLogoutURI: texted(in.BackchannelLogoutURI), Scopes: listed(in.Scopes),
		MayIntrospect: flagged(in.MayIntrospect)}
}

// listed, texted and flagged: left out and null leave a value as it is.
func listed(o graphql.Omittable[[]string]) *[]string {
	list, set := o.ValueOK()
	if !set || list == nil {
		return nil
	}
	return &list
}

func texted(o graphql.Omittable[*string]) *string {
	p, _ := o.ValueOK()
	return p
}

func flagged(o graphql.Omittable[*bool]) *bool {
	p, _ := o.ValueOK()
	return p
}

func (r *mutationResolver) applicationPayload(ctx context.Context, made application.Made, refusal error) (*gql.ApplicationPayload, error) {
	errs, err := r.server.userErrors(ctx, refusal, nil)
	if err != nil {
		return nil, err
	}
	found, err := present(ctx, made.ID, applicationsByID)
	out := &gql.ApplicationPayload{Application: found, Warnings: []*gql.Warning{}, UserErrors: errs}
	if len(errs) == 0 && made.Again && found != nil && found.SecretHint != "" {
		out.Warnings = r.server.warnings(ctx, []fault.Code{warnSecretShown})
	}
	if made.Secret != "" {
		out.Secret = &made.Secret
	}
	return out, err
}
