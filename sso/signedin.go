package sso

import (
	"net/http"

	"mandate/store"
)

// SignedIn gives the session of a browser that is good for using the product; false:
// nobody is signed in, or a temporary password is still to be replaced. For the front
// door, which signs nobody in by itself.
func (h *Handler) SignedIn(r *http.Request) (store.SessionRow, bool) {
	row, err := h.sessionOf(r)
	if err != nil || !sessionGood(row, h.Store.Now()) || mustChoosePassword(row) {
		return store.SessionRow{}, false
	}
	return row, true
}
