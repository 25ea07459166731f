package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"

	"mandate/directory/application"
	"mandate/ent/db"
	"mandate/ident"
)

// authorization is an authorization request as the library and this package see it.
type authorization struct {
	tenant  ident.ID
	row     *db.AuthorizationRequest
	request kept
	ctx     context.Context // of its tenant, for the one request that loaded it
}

// kept is what is stored of the request.
type kept struct {
	ClientID      string   `json:"client_id"`
	RedirectURI   string   `json:"redirect_uri"`
	Scopes        []string `json:"scopes"`
	State         string   `json:"state,omitempty"`
	Nonce         string   `json:"nonce,omitempty"`
	CodeChallenge string   `json:"code_challenge"`
	ResponseMode  string   `json:"response_mode,omitempty"`
	Prompt        []string `json:"prompt,omitempty"`
	MaxAge        *uint    `json:"max_age,omitempty"`
	Subject       string   `json:"subject,omitempty"`  // whom the application expects (id_token_hint)
	Language      string   `json:"language,omitempty"` // of the pages, as the application asks for it
}

// spoken is the first language of a request that the pages speak; empty: none of them.
func spoken(asked oidc.Locales) string {
	for _, tag := range asked {
		switch base, _ := tag.Base(); base.String() {
		case "en", "de", "fr":
			return base.String()
		}
	}
	return ""
}

// requestID is the outside name of an authorization: it carries the tenant.
func requestID(tenant, id ident.ID) string {
	return strings.TrimPrefix(tenant.Text("t"), "t_") + strings.TrimPrefix(id.Text("t"), "t_")
}

const idChars = 26

func parseRequestID(text string) (tenant, id ident.ID, ok bool) {
	if len(text) != 2*idChars {
		return tenant, id, false
	}
	tenant, err := ident.Parse("t", "t_"+text[:idChars])
	if err != nil {
		return tenant, id, false
	}
	id, err = ident.Parse("t", "t_"+text[idChars:])
	return tenant, id, err == nil
}

// pending loads an authorization under way by its outside name.
func (h *Handler) pending(ctx context.Context, text string) (*authorization, error) {
	tenant, id, ok := parseRequestID(text)
	if !ok {
		return nil, application.ErrInvalidGrant()
	}
	row, err := h.Applications.Authorization(in(ctx, tenant), id)
	if err != nil {
		return nil, err
	}
	return readAuthorization(in(ctx, tenant), tenant, row)
}

func readAuthorization(ctx context.Context, tenant ident.ID, row *db.AuthorizationRequest) (*authorization, error) {
	a := &authorization{tenant: tenant, row: row, ctx: ctx}
	if err := json.Unmarshal(row.Request, &a.request); err != nil {
		return nil, fmt.Errorf("read authorization: %w", err)
	}
	return a, nil
}

// expects reports whether a session is of the person whom the application expects
// (OpenID Connect Core 3.1.2.1, id_token_hint).
func (a *authorization) expects(s Session) bool {
	return a.request.Subject == "" || a.request.Subject == s.User.Text(ident.User)
}

// signIn is where somebody signs in for this authorization, and comes back.
func (a *authorization) signIn(slug string) string {
	back := Base + "/continue?id=" + a.GetID()
	if a.request.MaxAge != nil {
		back += "&" + askedAnew + "=1"
	}
	query := url.Values{"return": {back}}
	if a.request.Language != "" {
		query.Set("lang", a.request.Language)
	}
	return "/login/" + slug + "?" + query.Encode()
}

// The methods of op.AuthRequest.

func (a *authorization) GetID() string                      { return requestID(a.tenant, a.row.ID) }
func (a *authorization) GetACR() string                     { return "" }
func (a *authorization) GetAMR() []string                   { return a.row.Methods }
func (a *authorization) GetAudience() []string              { return []string{a.request.ClientID} }
func (a *authorization) GetClientID() string                { return a.request.ClientID }
func (a *authorization) GetNonce() string                   { return a.request.Nonce }
func (a *authorization) GetRedirectURI() string             { return a.request.RedirectURI }
func (a *authorization) GetResponseType() oidc.ResponseType { return oidc.ResponseTypeCode }
func (a *authorization) GetResponseMode() oidc.ResponseMode {
	return oidc.ResponseMode(a.request.ResponseMode)
}
func (a *authorization) GetScopes() []string { return a.request.Scopes }
func (a *authorization) GetState() string    { return a.request.State }
func (a *authorization) Done() bool          { return a.row.SessionID != nil }

func (a *authorization) GetAuthTime() time.Time {
	if a.row.SignedInAt == nil {
		return time.Time{}
	}
	return *a.row.SignedInAt
}

func (a *authorization) GetCodeChallenge() *oidc.CodeChallenge {
	return &oidc.CodeChallenge{Challenge: a.request.CodeChallenge, Method: oidc.CodeChallengeMethodS256}
}

func (a *authorization) GetSubject() string {
	if a.row.UserID == nil {
		return ""
	}
	return a.row.UserID.Text(ident.User)
}

// refresh is a refresh token that is exchanged.
type refresh struct {
	tenant ident.ID
	row    *db.RefreshToken
	client string
	scopes []string
}

// The methods of op.RefreshTokenRequest.

func (r *refresh) GetAMR() []string                 { return r.row.Methods }
func (r *refresh) GetAudience() []string            { return []string{r.client} }
func (r *refresh) GetAuthTime() time.Time           { return r.row.SignedInAt } // zero: nobody said
func (r *refresh) GetClientID() string              { return r.client }
func (r *refresh) GetScopes() []string              { return r.scopes }
func (r *refresh) GetSubject() string               { return r.row.UserID.Text(ident.User) }
func (r *refresh) SetCurrentScopes(scopes []string) { r.scopes = scopes }
