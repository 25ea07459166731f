package provider

import "time"

// askedAnew marks the way back of an authorization that wants a fresh proof: the sign-in
// asks the IdP for one, and whoever comes back without has been asked.
const askedAnew = "reauthenticate"

// clockSkew is how far an IdP's clock may be off, as everywhere at the sign-in.
const clockSkew = 180 * time.Second

// satisfied reports whether the proof of a session is fresh enough: prompt=login,
// select_account and max_age ask for one that is not older than that, or that was given
// for this authorization. A session without a moment of proof satisfies none of them:
// that it is new says nothing, its IdP may have answered from a session of its own.
func (a *authorization) satisfied(s Session, now time.Time) bool {
	if a.request.MaxAge == nil {
		return true
	}
	if s.Proven == nil {
		return false
	}
	since := a.row.ID.Time()
	if s.ID.Time().After(since) { // it came for this: the moment may be of a clock that is behind
		since = since.Add(-clockSkew)
	}
	return !s.Proven.Before(since) || *a.request.MaxAge > 0 && now.Sub(*s.Proven) <= time.Duration(*a.request.MaxAge)*time.Second
}
