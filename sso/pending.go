package sso

import (
	"context"
	"crypto/subtle"
	"fmt"
	"net/http"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ent/db/signinrequest"
	"mandate/store"
)

// pending is the request that an OpenID Connect answer belongs to.
type pending struct {
	began time.Time
	err   error // it is none that may be answered
}

// callbackWay is the connection that an answer came to, with the request that it belongs to;
// ok is false when the answer is written already. The statement that finds the request sees
// whether the connection is still what it was; else it is read anew, and so is the request.
func (h *Handler) callbackWay(w http.ResponseWriter, r *http.Request) (x way, waits pending, ok bool) {
	handle, browser := store.HashCredential(r.URL.Query().Get("state")), store.HashCredential(string(bindingOf(r)))
	if x, ok = h.ways.of(r, connection.KindOIDC); ok {
		if waits.began, waits.err = h.checkPending(r.Context(), x, handle, browser); waits.err == nil {
			x.kept = false // traces of others may come; what somebody decides is seen by its version
			return x, waits, true
		}
	}
	if x, ok = h.activeWay(w, r, connection.KindOIDC); ok {
		waits.began, waits.err = h.checkPending(r.Context(), x, handle, browser)
	}
	return x, waits, ok
}

// checkPending sees that an OpenID Connect answer belongs to a request of ours that
// waits in this browser, before its code is shown to the provider, and says when that
// request began. That it is used once is settled where the sign-in is accepted.
func (h *Handler) checkPending(ctx context.Context, x way, handle, browser string) (began time.Time, err error) {
	row, err := h.pendingOf(ctx, x, handle, browser)
	if err != nil {
		return time.Time{}, err
	}
	return row.ExpiresAt.Add(-requestLife), nil
}

// pendingOf is the request that waits in this browser. A connection that was kept is
// directory.ErrOutdated where it is another by now.
func (h *Handler) pendingOf(ctx context.Context, x way, handle, browser string) (row *db.SignInRequest, err error) {
	err = h.Store.Glance(inTenant(ctx, x.company.ID), func(ctx context.Context, q *db.Client) error {
		query := q.SignInRequest.Query().Where(signinrequest.Handle(handle))
		query.Modify(withMark)
		row, err = query.Only(ctx)
		if db.IsNotFound(err) {
			return refuse(unknownRequest, "")
		}
		if err != nil {
			return fmt.Errorf("find sign-in request: %w", err)
		}
		mark, err := textBeside(row, markOfBoth)
		if err == nil && x.kept && mark != x.mark {
			err = directory.ErrOutdated
		}
		if err != nil {
			return err
		}
		return judgePending(row, x.row, browser, h.Store.Now())
	})
	return row, err
}

// withMark reads the mark of a request's connection beside it.
func withMark(s *sql.Selector) {
	s.AppendSelectExprAs(sql.ExprFunc(func(b *sql.Builder) {
		b.WriteString("coalesce((SELECT " + directory.ConnectionMark(s.Dialect(), "c", "t", "s") +
			" FROM connections c JOIN tenants t ON t.id = c.tenant_id JOIN company_settings s ON s.tenant_id = c.tenant_id WHERE c.id = ").
			Ident(s.C(signinrequest.FieldConnectionID)).WriteString("), '')")
	}), markOfBoth)
}

func judgePending(row *db.SignInRequest, c *db.Connection, browser string, now time.Time) error {
	switch {
	case row.ConnectionID != c.ID:
		return refuse(otherDoor, "")
	case subtle.ConstantTimeCompare([]byte(row.BrowserHash), []byte(browser)) != 1:
		return refuse(otherBrowser, "")
	case row.UsedAt != nil:
		return refuse(usedRequest, "at %s", row.UsedAt.Format(time.RFC3339))
	case !now.Before(row.ExpiresAt):
		return refuse(oldRequest, "at %s", row.ExpiresAt.Format(time.RFC3339))
	}
	return nil
}
