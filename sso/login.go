package sso

import (
	"errors"
	"net/http"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ident"
	"mandate/store"
)

// Bounds of a session.
const (
	sessionIdle     = 30 * time.Minute
	sessionAbsolute = 12 * time.Hour
)

// maxUserAgent bounds what is kept of a browser's name, in bytes.
const maxUserAgent = 200

// accept is the one place where a sign-in through an IdP becomes a session. The
// directory does it in one transaction: the request used once, the assertion seen
// once, the person found and active, the session, lastLoginAt, history.
// done is false where x is another by now: nothing has happened then.
func (h *Handler) accept(w http.ResponseWriter, r *http.Request, x way, a Answer) (done bool) {
	in := h.signInOf(r, x, a)
	signed, err := h.open(w, r, x.company, in, a.Until)
	if errors.Is(err, directory.ErrOutdated) {
		return false
	}
	if err != nil {
		h.refused(w, r, x.at(), err)
		return true
	}
	h.keepIDToken(w, signed.Session, a.IDToken)
	http.Redirect(w, r, returnTo(signed.ReturnTo), http.StatusSeeOther)
	return true
}

// signInOf is an answer as the directory takes it.
func (h *Handler) signInOf(r *http.Request, x way, a Answer) directory.SignInInput {
	in := directory.SignInInput{
		Connection: x.row.ID, Mark: x.trusted(), Version: x.row.Version, Handle: a.InResponseTo, BrowserHash: store.HashCredential(string(bindingOf(r))),
		Subject: a.Subject, SubjectIsAddress: a.Address, FirstName: a.FirstName, LastName: a.LastName,
		Email: a.Email, EmailVerified: a.Verified, EmailDisowned: a.Disowned,
		IdPSession: a.Session, NameID: a.NameID, Methods: a.Methods, Proven: a.Proven, ReturnTo: a.ReturnTo,
	}
	if a.ID != "" {
		in.Assertion, in.AssertionExpires = store.HashCredential(a.ID), a.Expires
	}
	return in
}

// open makes a session with an identifier of its own and hands it to the browser;
// one that this browser had before ends. until is the IdP's own bound, or zero.
func (h *Handler) open(w http.ResponseWriter, r *http.Request, c company, in directory.SignInInput, until time.Time) (directory.SignedIn, error) {
	now := h.Store.Now()
	token := store.NewCredential(store.SessionToken, c.ID)
	in.TokenHash, in.UserAgent = token.Hash, printable(r.UserAgent(), maxUserAgent)
	in.Address = printable(h.Address(r), maxUserAgent)
	in.Expires = now.Add(sessionAbsolute)
	if !until.IsZero() && until.Before(in.Expires) {
		in.Expires = until
	}
	in.IdleUntil = now.Add(sessionIdle)
	if in.Expires.Before(in.IdleUntil) {
		in.IdleUntil = in.Expires
	}
	signed, err := h.Directory.SignIn(inTenant(r.Context(), c.ID), in)
	if err != nil {
		return signed, err
	}
	h.endReplaced(r)
	http.SetCookie(w, sessionCookie(token.Text))
	h.Log.InfoContext(r.Context(), "signed in", "request", actor.RequestOf(r.Context()), "tenant", c.Slug,
		"person", signed.Person.Text(ident.User), "session", signed.Session.Text(ident.Session))
	return signed, nil
}

// endReplaced ends the session that this browser held before. That it may fail does
// not undo the new one: the old cookie is overwritten either way.
func (h *Handler) endReplaced(r *http.Request) {
	row, err := h.sessionOf(r)
	if err != nil {
		return
	}
	if err := h.Directory.EndSession(inTenant(r.Context(), row.Tenant), row.ID, "REPLACED"); err != nil {
		h.Log.WarnContext(r.Context(), "earlier session not ended", "request", actor.RequestOf(r.Context()), "error", err)
	}
}

func printable(s string, n int) string {
	out := make([]rune, 0, n)
	for _, r := range s {
		if len(out) == n {
			break
		}
		if r >= ' ' && r != 0x7f && r != '\uFFFD' {
			out = append(out, r)
		}
	}
	return string(out)
}
