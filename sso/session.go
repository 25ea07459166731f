package sso

import (
	"context"
	"net/http"
	"strings"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// SessionCookie is the name of the cookie that holds a session's token.
const SessionCookie = "__Host-mandate_session"

func sessionCookie(token string) *http.Cookie {
	return &http.Cookie{Name: SessionCookie, Value: token, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
}

// Authenticate says who a session's token stands for, now: one statement reads
// session, person, connection, company and roles, and nothing is remembered. Every
// token that is not good is one fault, Unauthenticated; a database that is away is
// Unavailable. Using a session keeps it from ending by idleness.
func (h *Handler) Authenticate(ctx context.Context, token string) (actor.Actor, error) {
	row, err := h.session(ctx, token)
	if err != nil {
		return actor.Actor{}, err
	}
	now := h.Store.Now()
	if !sessionGood(row, now) || mustChoosePassword(row) {
		return actor.Actor{}, unauthenticated()
	}
	if now.Sub(row.Seen) >= touchEvery {
		h.touch(ctx, row, now)
	}
	permissions, grants := directory.Rights(row.Roles)
	var proven time.Time
	if row.SteppedUp != nil {
		proven = *row.SteppedUp
	}
	return actor.Actor{SteppedUp: proven, Kind: actor.User, Tenant: row.Tenant, ID: row.User, Name: shownName(row), Contact: row.Kind == "CONTACT",
		Permissions: permissions, GrantsRoles: grants, SessionID: row.ID, Request: actor.RequestOf(ctx), Language: languageOf(row)}, nil
}

// touchEvery is how exactly the last use of a session is kept.
const touchEvery = time.Minute

func (h *Handler) touch(ctx context.Context, row store.SessionRow, now time.Time) {
	idle := now.Add(sessionIdle)
	if row.Expires.Before(idle) {
		idle = row.Expires
	}
	if err := h.Directory.TouchSession(inTenant(ctx, row.Tenant), row.ID, now, idle); err != nil {
		h.Log.WarnContext(ctx, "use of session not noted", "session", row.ID.Text(ident.Session), "error", err)
	}
}

func (h *Handler) session(ctx context.Context, token string) (store.SessionRow, error) {
	tenant, hash, ok := store.ParseCredential(store.SessionToken, token)
	if !ok {
		return store.SessionRow{}, unauthenticated()
	}
	row, err := h.Store.Session(ctx, tenant, hash)
	if fault.As(err).Kind == fault.NotFound {
		return row, unauthenticated()
	}
	return row, err
}

// sessionOf reads the session of a request's cookie, good or not.
func (h *Handler) sessionOf(r *http.Request) (store.SessionRow, error) {
	c, err := r.Cookie(SessionCookie)
	if err != nil {
		return store.SessionRow{}, unauthenticated()
	}
	return h.session(r.Context(), c.Value)
}

// sessionGood judges a session: not ended, not idle, not too old, the person active,
// the connection it came through still on.
func sessionGood(row store.SessionRow, now time.Time) bool {
	return !row.Revoked && now.Before(row.IdleUntil) && now.Before(row.Expires) &&
		row.Active && !row.Deleted && (row.ConnectionID.IsZero() || row.ConnectionState == "ACTIVE")
}

// mustChoosePassword reports whether the session is only good for replacing a
// temporary password. Who came through an IdP did not use it.
func mustChoosePassword(row store.SessionRow) bool {
	return row.TempPassword && row.ConnectionID.IsZero()
}

func shownName(row store.SessionRow) string {
	for _, name := range []string{row.Name, strings.TrimSpace(row.FirstName + " " + row.LastName), row.UserName} {
		if name != "" {
			return name
		}
	}
	return row.Email
}

// languageOf is the person's language, else the company's, else English.
func languageOf(row store.SessionRow) string {
	for _, locale := range []string{row.Locale, row.CompanyLanguage} {
		base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(locale), "_", "-"), "-")
		switch base {
		case "en", "de", "fr":
			return base
		}
	}
	return "en"
}

func unauthenticated() *fault.Fault {
	return fault.New(fault.Unauthenticated, fault.CodeUnauthenticated, "Sign in first.")
}
