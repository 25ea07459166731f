package provider

import (
	"context"
	"slices"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
	"golang.org/x/text/language"

	"mandate/directory/application"
	"mandate/ident"
	"mandate/store"
)

// SetUserinfoFromScopes is empty: SetUserinfoFromRequest does it.
func (s *storage) SetUserinfoFromScopes(context.Context, *oidc.UserInfo, string, string, []string) error {
	return nil
}

// SetUserinfoFromRequest fills the ID token: subject, name, e-mail, and the session, by
// which the application is told of its end.
func (s *storage) SetUserinfoFromRequest(ctx context.Context, info *oidc.UserInfo, r op.IDTokenRequest, scopes []string) error {
	var tenant, user, session ident.ID
	switch r := r.(type) {
	case *authorization:
		tenant, user, session = r.tenant, *r.row.UserID, *r.row.SessionID
	case *refresh:
		tenant, user, session = r.tenant, r.row.UserID, r.row.SessionID
	default:
		return oidc.ErrUnsupportedGrantType()
	}
	p, err := s.h.Applications.PersonOf(in(ctx, tenant), user)
	if err != nil {
		return err
	}
	describe(info, p, scopes)
	info.AppendClaims("sid", session.Text(ident.Session))
	return nil
}

// SetUserinfoFromToken answers userinfo, live.
func (s *storage) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, token, _, _ string) error {
	live, err := s.live(ctx, token)
	if err != nil {
		return err
	}
	describe(info, live.Person, live.Token.Scopes)
	for name, value := range rights(live.Person, live.Token.Scopes) {
		info.AppendClaims(name, value)
	}
	return nil
}

// SetIntrospectionFromToken answers introspection, live: to the token's own client, and
// to applications of the same tenant that may introspect.
func (s *storage) SetIntrospectionFromToken(ctx context.Context, answer *oidc.IntrospectionResponse, token, _, clientID string) error {
	live, err := s.live(ctx, token)
	if err != nil {
		return err
	}
	c, tenant, err := s.client(ctx, clientID)
	if err != nil {
		return err
	}
	if clientID != live.Client && (tenant != live.Token.TenantID || !c.row.MayIntrospect) {
		return application.ErrInvalidGrant()
	}
	info := new(oidc.UserInfo)
	describe(info, live.Person, live.Token.Scopes)
	answer.SetUserInfo(info)
	answer.Scope, answer.ClientID, answer.TokenType = live.Token.Scopes, live.Client, oidc.BearerToken
	answer.Expiration, answer.IssuedAt = oidc.FromTime(live.Token.ExpiresAt), oidc.FromTime(live.Token.ID.Time())
	answer.Issuer, answer.Audience = s.h.PublicURL+Base, oidc.Audience{live.Client}
	answer.Claims = rights(live.Person, live.Token.Scopes)
	return nil
}

func (s *storage) live(ctx context.Context, token string) (application.Live, error) {
	tenant, hash, ok := store.ParseCredential(store.AccessToken, token)
	if !ok {
		return application.Live{}, application.ErrInvalidGrant()
	}
	return s.h.Applications.Access(in(ctx, tenant), hash)
}

// describe says who somebody is, as far as the scopes go.
func describe(info *oidc.UserInfo, p application.Person, scopes []string) {
	info.Subject = p.User.ID.Text(ident.User)
	if slices.Contains(scopes, oidc.ScopeProfile) {
		info.Name, info.GivenName, info.FamilyName = p.Name, p.User.FirstName, p.User.LastName
		info.PreferredUsername = p.User.UserName
		if tag, err := language.Parse(p.User.Locale); err == nil && p.User.Locale != "" {
			info.Locale = oidc.NewLocale(tag)
		}
	}
	if slices.Contains(scopes, oidc.ScopeEmail) {
		info.Email, info.EmailVerified = p.User.Email, oidc.Bool(p.User.Email != "")
	}
}

// rights are roles, permissions and lending authority of this moment.
func rights(p application.Person, scopes []string) map[string]any {
	out := map[string]any{}
	if slices.Contains(scopes, "roles") {
		out["roles"], out["permissions"] = p.Roles, p.Authority.Permissions
	}
	if slices.Contains(scopes, "authority") {
		out["authority"] = map[string]any{"limits": p.Authority.Limits, "absent": p.Authority.Absent}
	}
	return out
}
