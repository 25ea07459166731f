package sso

import (
	"net/http"
	"time"

	"mandate/directory/attempt"
	"mandate/fault"
)

// Bounds of the refusals that history takes from people who have not signed in: history
// is kept for good, so a stranger must not be able to fill it. The log has them all.
var (
	refusalsOfOne = attempt.Bound{AtOnce: 30, Every: time.Minute}
	refusalsOfAll = attempt.Bound{AtOnce: 600, Every: time.Second}
)

// beginningsOfOne bounds what leaves a row for some minutes before anybody is known:
// sign-ins that begin, tries at a password, forgotten passwords. An office of thousands
// behind one address signs in within minutes, and one process is made for 150 a second.
// There is no bound of all together: a stranger would empty it, and shut everybody out.
var beginningsOfOne = attempt.Bound{AtOnce: 6000, Every: time.Second / 300}

// mayBegin refuses a beginning beyond the bounds. Nothing is written of it.
func (h *Handler) mayBegin(w http.ResponseWriter, r *http.Request, c company) error {
	if ok, _ := h.beginnings.Admit(c.Slug, h.Address(r), h.Store.Now()); ok {
		return nil
	}
	w.Header().Set("Retry-After", "5")
	return fault.New(fault.Unavailable, fault.CodeUnavailable, "Too many sign-ins begin at once. Try again in a moment.")
}
