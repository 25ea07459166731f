package sso

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"mandate/actor"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// showSession tells the console who is signed in with this browser's cookie. Asking
// does not count as using the session.
func (h *Handler) showSession(w http.ResponseWriter, r *http.Request) {
	row, err := h.sessionOf(r)
	if err == nil && (!sessionGood(row, h.Store.Now()) || mustChoosePassword(row)) {
		err = unauthenticated()
	}
	if err != nil {
		h.failJSON(w, r, err)
		return
	}
	type person struct {
		ID    string `json:"id"`
		Email string `json:"email"`
		Name  string `json:"name"`
	}
	expires := row.IdleUntil
	if row.Expires.Before(expires) {
		expires = row.Expires
	}
	writeJSON(w, http.StatusOK, struct {
		User    person    `json:"user"`
		Tenant  string    `json:"tenant"`
		Expires time.Time `json:"expires_at"`
	}{person{row.User.Text(ident.User), row.Email, shownName(row)}, row.TenantSlug, expires.UTC()})
}

func (h *Handler) failJSON(w http.ResponseWriter, r *http.Request, err error) {
	f := fault.As(err)
	status := http.StatusUnauthorized
	switch f.Kind {
	case fault.Unauthenticated:
	case fault.Unavailable:
		status = http.StatusServiceUnavailable
	default:
		status = http.StatusInternalServerError
		h.Log.ErrorContext(r.Context(), "session not read", "request", actor.RequestOf(r.Context()), "error", err)
	}
	writeJSON(w, status, struct {
		Code    fault.Code `json:"code"`
		Message string     `json:"message"`
	}{f.Code, f.Message})
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}

// logout ends the session of this browser, also at the IdP where it can be told, and
// sends it to its company's page; who asks for JSON gets 204. Without a session it
// does the same.
func (h *Handler) logout(w http.ResponseWriter, r *http.Request) {
	to := "/login"
	row, err := h.sessionOf(r)
	if err == nil {
		to += "/" + row.TenantSlug
		err = h.Directory.EndSession(inTenant(r.Context(), row.Tenant), row.ID, "LOGOUT")
	}
	if err != nil && fault.As(err).Kind != fault.Unauthenticated {
		h.fail(w, r, err)
		return
	}
	gone := sessionCookie("")
	gone.MaxAge = -1
	http.SetCookie(w, gone)
	http.SetCookie(w, idTokenCookie("", -1))
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if h.tellIdP(w, r, row) {
		return
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// tellIdP tells the IdP of a session that has ended here, where it takes such messages
// through the browser; true: the answer is written. That it can't be told does not
// bring the session back.
func (h *Handler) tellIdP(w http.ResponseWriter, r *http.Request, row store.SessionRow) bool {
	if row.ConnectionID.IsZero() {
		return false
	}
	if h.leaveProvider(w, r, row) {
		return true
	}
	told, err := h.leaveSAML(w, r, row)
	if err != nil {
		h.Log.WarnContext(r.Context(), "identity provider not told of logout", "request", actor.RequestOf(r.Context()), "error", err)
	}
	return told
}
