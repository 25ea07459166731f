package sso

import (
	"encoding/base64"
	"net/http"
	"net/url"

	"mandate/ent/db/connection"
	"mandate/ident"
	"mandate/store"
)

// The ID token of a session is a hint to its provider about whose session is to end.
// It names a person, so it is neither stored here nor put into an address: the
// browser keeps it, sealed for this one session, in a cookie that only POST /logout
// sees, and gives it to the provider in the body of a form.
const (
	idTokenName = "__Secure-mandate_idtoken"
	maxIDToken  = 3900 // bytes of a cookie's value that every browser keeps
)

func idTokenCookie(value string, age int) *http.Cookie {
	return &http.Cookie{Name: idTokenName, Value: value, Path: "/logout", MaxAge: age, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}

// keepIDToken hands the sealed ID token to the browser. One that is too long for a
// cookie is dropped: the provider then asks the person.
func (h *Handler) keepIDToken(w http.ResponseWriter, session ident.ID, token string) {
	if token == "" {
		return
	}
	sealed, err := h.Store.Secrets.Seal(idTokenSeal(session), []byte(token))
	if err != nil {
		h.Log.Warn("ID token not kept", "session", session.Text(ident.Session), "error", err)
		return
	}
	if value := base64.RawURLEncoding.EncodeToString(sealed); len(value) <= maxIDToken {
		http.SetCookie(w, idTokenCookie(value, int(sessionAbsolute.Seconds())))
	}
}

func idTokenSeal(session ident.ID) string { return "session:" + session.String() + ":id_token" }

// idTokenOf opens the hint of a session; empty where there is none.
func (h *Handler) idTokenOf(r *http.Request, session ident.ID) string {
	c, err := r.Cookie(idTokenName)
	if err != nil {
		return ""
	}
	sealed, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return ""
	}
	token, err := h.Store.Secrets.Open(idTokenSeal(session), sealed)
	if err != nil {
		return ""
	}
	return string(token)
}

// leaveProvider lets the browser end its session at the OpenID Connect provider too
// (RP-Initiated Logout 1.0). False: there is none, or it has no such address; a
// provider that does not answer holds up nobody's logout here.
func (h *Handler) leaveProvider(w http.ResponseWriter, r *http.Request, row store.SessionRow) bool {
	if row.ConnectionID.IsZero() {
		return false
	}
	x, err := h.way(r.Context(), row.ConnectionID, connection.KindOIDC)
	if err != nil {
		return false
	}
	d, err := h.providers.of(r.Context(), h.Client, x.row, h.Store.Now)
	if err != nil || d.goodbye == "" {
		return false
	}
	form := url.Values{"client_id": {x.row.ClientID}, "post_logout_redirect_uri": {h.PublicURL + "/login/" + row.TenantSlug}}
	if hint := h.idTokenOf(r, row.ID); hint != "" {
		form.Set("id_token_hint", hint)
	}
	h.show(w, r, http.StatusOK, "goodbye", view{Title: "goodbye.title", Action: d.goodbye, Onward: true, Fields: form,
		Tenant: x.company.Name, Submit: true}, x.company.Language)
	return true
}
