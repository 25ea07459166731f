package sso

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"mandate/actor"
	"mandate/store"
)

// asksAnew reports whether a start asks that the person proves anew who they are,
// whatever session their IdP has with them: the step-up of who came by a connection.
func asksAnew(r *http.Request) bool { return r.URL.Query().Get(anewParam) == "1" }

const anewParam = "reauthenticate"

// asksAnewAt reports whether a return address wants a fresh proof and judges by itself
// what it gets: an application's authorization at the front door.
func asksAnewAt(back string) bool {
	u, err := url.Parse(back)
	return err == nil && u.Query().Get(anewParam) == "1"
}

// refusedAnswer refuses an answer. Where an application waits for a fresh proof that the
// IdP did not give, it is led back there to be told so; everybody else gets the page.
// handle is the request that the answer belongs to; empty: unknown.
func (h *Handler) refusedAnswer(w http.ResponseWriter, r *http.Request, x way, handle string, err error) {
	own := new(Refusal)
	if handle == "" || !errors.As(err, &own) || own.Reason != notFresh {
		h.refused(w, r, x.at(), err)
		return
	}
	waits, lost := h.pendingOf(r.Context(), x, handle, store.HashCredential(string(bindingOf(r))))
	if lost != nil || !asksAnewAt(waits.ReturnTo) {
		h.refused(w, r, x.at(), err)
		return
	}
	h.Log.InfoContext(r.Context(), "sign-in refused", "request", actor.RequestOf(r.Context()), "tenant", x.company.Slug, "reason", own.Reason)
	h.recordRefusal(r, x.at(), own)
	http.Redirect(w, r, returnTo(waits.ReturnTo), http.StatusSeeOther)
}

// proven is when the provider saw the person prove who they are (Core 2, auth_time, in
// seconds since 1970); zero: it does not say.
func (t Token) proven() time.Time {
	at, ok := t.claims["auth_time"].(float64)
	if !ok || at <= 0 || at > latestTime {
		return time.Time{}
	}
	return time.Unix(int64(at), 0)
}

// latestTime bounds an auth_time that can be one, in seconds since 1970 (year 9999).
const latestTime = 253_402_300_799

// checkProven judges the proof that a request asked for (Core 3.1.2.1: with max_age the
// token must say auth_time). began is when the request left.
func checkProven(at, began, now time.Time) error {
	switch {
	case at.IsZero():
		return refuse(notFresh, "no auth_time")
	case at.Before(began.Add(-clockSkew)):
		return refuse(notFresh, "authenticated at %s", at.UTC().Format(time.RFC3339))
	case now.Before(at.Add(-clockSkew)):
		return refuse(notYetValid, "authenticated at %s", at.UTC().Format(time.RFC3339))
	}
	return nil
}
