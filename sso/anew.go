package sso

import (
	"net/http"
	"time"
)

// asksAnew reports whether a start asks that the person proves anew who they are,
// whatever session their IdP has with them: the step-up of who came by a connection.
func asksAnew(r *http.Request) bool { return r.URL.Query().Get("reauthenticate") == "1" }

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
