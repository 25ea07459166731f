package sso

import (
	"context"
	"crypto/subtle"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/signinrequest"
)

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

// pendingOf is the request that waits in this browser.
func (h *Handler) pendingOf(ctx context.Context, x way, handle, browser string) (row *db.SignInRequest, err error) {
	err = h.Store.Glance(inTenant(ctx, x.company.ID), func(ctx context.Context, q *db.Client) error {
		row, err = q.SignInRequest.Query().Where(signinrequest.Handle(handle)).Only(ctx)
		if db.IsNotFound(err) {
			return refuse(unknownRequest, "")
		}
		if err != nil {
			return fmt.Errorf("find sign-in request: %w", err)
		}
		return judgePending(row, x.row, browser, h.Store.Now())
	})
	return row, err
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
