package sso

import (
	"net/http"
	"net/url"

	"mandate/directory"
	"mandate/ent/db/signinrequest"
	"mandate/store"
)

func returnQuery(back string) string { return url.Values{"return": {back}}.Encode() }

// begin notes that a sign-in is under way: for this connection, in this browser,
// for ten minutes, once. handle is what the answer will carry back. It was counted before
// (mayBegin), once for however many connections it is begun by.
func (h *Handler) begin(w http.ResponseWriter, r *http.Request, x way, handle string) (binding, error) {
	s := directory.SignInStart{Handle: handle, ReturnTo: returnTo(r.URL.Query().Get("return"))}
	mark, run, err := h.testStart(r, x)
	if err != nil {
		return "", err
	}
	if mark != "" {
		s.Purpose, s.TestRun = signinrequest.PurposeTEST, run
	}
	return h.beginAs(w, r, x, s)
}

// beginAs is begin for whatever waits for an answer of the IdP.
func (h *Handler) beginAs(w http.ResponseWriter, r *http.Request, x way, s directory.SignInStart) (binding, error) {
	b := bindingOf(r)
	if b == "" {
		secret, err := newSecret(h.Random)
		if err != nil {
			return "", err
		}
		b = binding(secret)
	}
	s.Connection, s.Mark = x.row.ID, x.trusted()
	s.BrowserHash, s.Expires = store.HashCredential(string(b)), h.Store.Now().Add(requestLife)
	if err := h.Directory.StartSignIn(inTenant(r.Context(), x.company.ID), s); err != nil {
		return "", err
	}
	http.SetCookie(w, b.cookie())
	return b, nil
}
