package sso

import (
	"errors"
	"mime"
	"net/http"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db/connection"
	"mandate/fault"
	"mandate/store"
)

// backchannelLogout ends the sessions that a provider says have ended there
// (OpenID Connect Back-Channel Logout 1.0). No browser is involved: the token's
// signature is all there is, and what is refused is told to the provider by a code
// and to history in full.
func (h *Handler) backchannelLogout(w http.ResponseWriter, r *http.Request) {
	x, err := h.wayOf(r, connection.KindOIDC)
	if err != nil {
		h.failLogout(w, r, way{}, err)
		return
	}
	if err := h.endFromProvider(r, x); err != nil {
		h.failLogout(w, r, x, err)
		return
	}
	w.WriteHeader(http.StatusOK)
}

func (h *Handler) endFromProvider(r *http.Request, x way) error {
	if x.row.State == connection.StateDRAFT {
		return refuse(draftConnection, "%s", x.row.State)
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" || r.ParseForm() != nil || len(r.PostForm["logout_token"]) != 1 {
		return refuse(badShape, "no form with one logout_token")
	}
	d, err := h.providers.of(r.Context(), h.Client, x.row, h.Store.Now)
	if err != nil {
		return err
	}
	c := OIDC{Issuer: d.issuer, ClientID: x.row.ClientID, Keys: d.keys}
	token, err := c.VerifyLogout(r.Context(), r.PostForm.Get("logout_token"), h.Store.Now())
	if err != nil {
		return err
	}
	return h.Directory.EndProviderSessions(inTenant(r.Context(), x.company.ID), directory.ProviderLogout{
		Connection: x.row.ID, Token: store.HashCredential("logout_token\x00" + token.ID), TokenExpires: token.Expires,
		Subject: token.Subject, IdPSession: token.Session})
}

// failLogout answers a provider: 400 with the code of RFC 6749 5.2 for a token that
// is not taken, without saying why.
func (h *Handler) failLogout(w http.ResponseWriter, r *http.Request, x way, err error) {
	reason, refused := reasonFor(err)
	request := actor.RequestOf(r.Context())
	f := fault.As(err)
	status := http.StatusBadRequest
	switch {
	case refused:
		h.Log.InfoContext(r.Context(), "logout refused", "request", request, "tenant", x.company.Slug, "reason", reason)
		if own := new(Refusal); errors.As(err, &own) {
			h.record(r, x.company, h.Directory.RefuseLogout, directory.Refusal{Connection: x.row.ID, Reason: string(own.Reason), Detail: own.Detail})
		}
	case f.Kind == fault.NotFound:
		status = http.StatusNotFound
	default:
		status = http.StatusInternalServerError
		h.Log.ErrorContext(r.Context(), "logout failed", "request", request, "error", err)
	}
	writeJSON(w, status, map[string]string{"error": "invalid_request"})
}
