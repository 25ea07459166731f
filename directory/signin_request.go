package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/assertionseen"
	"mandate/ent/db/signinrequest"
	"mandate/ident"
	"mandate/store"
)

// StartSignIn remembers a sign-in under way. A connection that is unknown or not
// active is refused; one that is not of the mark any more is ErrOutdated.
func (d *Directory) StartSignIn(ctx context.Context, s SignInStart) error {
	where, args := s.where(ctx, d.Store.Kind())
	begun, err := d.Store.Start(ctx, store.Beginning{Table: signinrequest.Table, Row: s.row, Where: where, Args: args})
	switch {
	case err != nil || begun:
		return err
	case s.Mark != "":
		return ErrOutdated
	}
	return refused(RefusedConnection)
}

// where holds while people may sign in by the connection, as it is of the mark.
func (s SignInStart) where(ctx context.Context, kind string) (text string, args []any) {
	a, _ := actor.From(ctx)
	if s.Mark == "" {
		return `EXISTS (SELECT 1 FROM connections WHERE id = $1 AND tenant_id = $2 AND state = 'ACTIVE')`, []any{s.Connection, a.Tenant}
	}
	return `EXISTS (SELECT 1 FROM connections c JOIN tenants t ON t.id = c.tenant_id JOIN company_settings s ON s.tenant_id = c.tenant_id
		WHERE c.id = $1 AND c.tenant_id = $2 AND c.state = 'ACTIVE' AND ` + ConnectionMark(kind, "c", "t", "s") + ` = $3)`,
		[]any{s.Connection, a.Tenant, s.Mark}
}

func (s SignInStart) row(tx *store.Tx) store.Row {
	purpose := signinrequest.PurposeSIGN_IN
	if s.Purpose != "" {
		purpose = s.Purpose
	}
	row := tx.Client.SignInRequest.Create().SetID(tx.NewID()).SetConnectionID(s.Connection).SetHandle(s.Handle).
		SetBrowserHash(s.BrowserHash).SetReturnTo(s.ReturnTo).SetExpiresAt(s.Expires).SetPurpose(purpose)
	if !s.TestRun.IsZero() {
		row.SetTestRunID(s.TestRun)
	}
	if !s.Session.IsZero() {
		row.SetSessionID(s.Session)
	}
	return row.Mutation()
}

// answered finds the request that an answer belongs to and uses it up. An answer that
// nobody here asked for is good where the connection takes such answers, and only with
// an assertion, which counts once.
func answered(ctx context.Context, tx *store.Tx, c *cameBy, in SignInInput) (returnTo string, err error) {
	if r := c.request; in.Handle != "" {
		if r == nil {
			return "", refused(RefusedRequestUnknown)
		}
		if err := use(ctx, tx, r, in.Connection, in.BrowserHash); err != nil {
			return "", err
		}
		purpose := signinrequest.PurposeSIGN_IN
		if in.test {
			purpose = signinrequest.PurposeTEST
		}
		if r.Purpose != purpose { // no session comes of a logout or a test login
			return "", refused(RefusedRequestUnknown)
		}
		return r.ReturnTo, nil
	}
	if !c.idpInitiated || in.Assertion == "" {
		return "", refused(RefusedUnsolicited)
	}
	return in.ReturnTo, nil
}

// useRequest finds a request of a connection in a browser and uses it up.
func useRequest(ctx context.Context, tx *store.Tx, conn ident.ID, handle, browser string) (*db.SignInRequest, error) {
	r, err := tx.Client.SignInRequest.Query().Where(signinrequest.Handle(handle)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, refused(RefusedRequestUnknown)
	}
	if err != nil {
		return nil, fmt.Errorf("load sign-in request: %w", err)
	}
	return r, use(ctx, tx, r, conn, browser)
}

// use uses up a request that is good for a connection in a browser, at the end of the
// transaction. Of several answers at once the first has it.
func use(ctx context.Context, tx *store.Tx, r *db.SignInRequest, conn ident.ID, browser string) error {
	switch {
	case r.ConnectionID != conn:
		return refused(RefusedOtherConnection)
	case r.BrowserHash != browser:
		return refused(RefusedOtherBrowser)
	case r.UsedAt != nil:
		return refused(RefusedRequestUsed)
	case !r.ExpiresAt.After(tx.Now):
		return refused(RefusedRequestExpired)
	}
	first := tx.LaterSome(ctx, func(context.Context) error { return refused(RefusedRequestUsed) })
	if err := tx.Client.SignInRequest.Update().Where(signinrequest.ID(r.ID), signinrequest.UsedAtIsNil()).SetUsedAt(tx.Now).Exec(first); err != nil {
		return fmt.Errorf("use sign-in request: %w", err)
	}
	return nil
}

// seeAssertion remembers the assertion; the unique key lets only one replica in.
func seeAssertion(ctx context.Context, tx *store.Tx, in SignInInput) error {
	if in.Assertion == "" {
		return nil
	}
	return seeMessage(ctx, tx, in.Connection, in.Assertion, in.AssertionExpires)
}

// seeMessage remembers a message of an IdP by the hash of its ID, at the end of the transaction.
func seeMessage(ctx context.Context, tx *store.Tx, conn ident.ID, hash string, expires time.Time) error {
	row := tx.Client.AssertionSeen.Create().SetID(tx.NewID()).SetConnectionID(conn).SetAssertionID(hash).SetExpiresAt(expires)
	return tx.Claim(ctx, assertionseen.Table, row.Mutation(), refused(RefusedReplay))
}
