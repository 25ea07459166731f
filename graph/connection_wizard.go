package graph

import (
	"context"
	"fmt"

	"mandate/ent/db/connection"
	"mandate/graph/gql"
	"mandate/graph/model"
)

// addressesOf gives our addresses of a connection, as package sso serves them.
func (s *Server) addressesOf(ctx context.Context, c *model.SsoConnection) (*gql.SsoAddresses, error) {
	slug, err := model.Load(c.Kin, "slug", func([]*model.SsoConnection) (string, error) { return slugOf(ctx) })
	if err != nil {
		return nil, err
	}
	if c.Kind == connection.KindSAML {
		base := s.PublicURL + "/sso/saml/" + c.ID()
		at := func(path string) *string { text := base + path; return &text }
		return &gql.SsoAddresses{StartURL: base + "/start", EntityID: at("/metadata"), AcsURL: at("/acs"), MetadataURL: at("/metadata"), SloURL: at("/slo")}, nil
	}
	base, after := s.PublicURL+"/sso/oidc/"+c.ID(), s.PublicURL+"/login/"+slug
	at := func(path string) *string { text := base + path; return &text }
	return &gql.SsoAddresses{StartURL: base + "/start", RedirectURI: at("/callback"), PostLogoutRedirectURI: &after,
		BackchannelLogoutURI: at("/backchannel-logout"), JwksURI: at("/jwks")}, nil
}

func slugOf(ctx context.Context) (string, error) {
	c, err := read(ctx)
	if err != nil {
		return "", err
	}
	t, err := c.Tenant.Get(ctx, sightOf(ctx).Tenant)
	if err != nil {
		return "", fmt.Errorf("load company: %w", err)
	}
	return t.Slug, nil
}

// What IdPs call the values, in their own (English) words.
var samlLabels = map[gql.SsoVendor][2]string{
	gql.SsoVendorOkta:      {"Single sign-on URL", "Audience URI (SP Entity ID)"},
	gql.SsoVendorEntra:     {"Reply URL (Assertion Consumer Service URL)", "Identifier (Entity ID)"},
	gql.SsoVendorGoogle:    {"ACS URL", "Entity ID"},
	gql.SsoVendorJumpcloud: {"ACS URLs", "SP Entity ID"},
	gql.SsoVendorKeycloak:  {"Master SAML Processing URL", "Client ID"},
	gql.SsoVendorGeneric:   {"Assertion consumer service URL", "SP entity ID"},
}

var oidcLabels = map[gql.SsoVendor][2]string{
	gql.SsoVendorOkta:      {"Sign-in redirect URIs", "Sign-out redirect URIs"},
	gql.SsoVendorEntra:     {"Redirect URI (Web)", "Redirect URI (Web), a second one, for sign-out"},
	gql.SsoVendorGoogle:    {"Authorized redirect URIs", ""},
	gql.SsoVendorJumpcloud: {"Redirect URIs", ""},
	gql.SsoVendorKeycloak:  {"Valid redirect URIs", "Valid post logout redirect URIs"},
	gql.SsoVendorGeneric:   {"Redirect URI", "Post-logout redirect URI"},
}

// wizardOf gives the values to paste into an IdP, under its own names.
func wizardOf(vendor gql.SsoVendor, a *gql.SsoAddresses) []*gql.SsoWizardValue {
	out := []*gql.SsoWizardValue{}
	add := func(label string, value *string) {
		if label != "" && value != nil {
			out = append(out, &gql.SsoWizardValue{Label: label, Value: *value})
		}
	}
	if a.AcsURL != nil {
		names := samlLabels[vendor]
		add(names[0], a.AcsURL)
		add(names[1], a.EntityID)
		return out
	}
	names := oidcLabels[vendor]
	add(names[0], a.RedirectURI)
	add(names[1], a.PostLogoutRedirectURI)
	if vendor == gql.SsoVendorKeycloak || vendor == gql.SsoVendorGeneric {
		add("Backchannel logout URL", a.BackchannelLogoutURI)
	}
	return out
}
