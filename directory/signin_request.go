package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/signinrequest"
	"mandate/store"
)

// StartSignIn remembers a sign-in under way. A connection that is unknown or not
// active is refused.
func (d *Directory) StartSignIn(ctx context.Context, s SignInStart) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := activeConnection(ctx, tx.Client, s.Connection); err != nil {
			return err
		}
		err := tx.Client.SignInRequest.Create().SetID(tx.NewID()).SetConnectionID(s.Connection).SetHandle(s.Handle).
			SetBrowserHash(s.BrowserHash).SetReturnTo(s.ReturnTo).SetExpiresAt(s.Expires).Exec(ctx)
		if err != nil {
			return fmt.Errorf("insert sign-in request: %w", err)
		}
		return nil
	})
}

// useRequest finds the request that is answered and uses it up.
func useRequest(ctx context.Context, tx *store.Tx, in SignInInput) (returnTo string, err error) {
	r, err := tx.Client.SignInRequest.Query().Where(signinrequest.Handle(in.Handle)).Only(ctx)
	switch {
	case db.IsNotFound(err):
		return "", refused(RefusedRequestUnknown)
	case err != nil:
		return "", fmt.Errorf("load sign-in request: %w", err)
	case r.ConnectionID != in.Connection:
		return "", refused(RefusedOtherConnection)
	case r.BrowserHash != in.BrowserHash:
		return "", refused(RefusedOtherBrowser)
	case r.UsedAt != nil:
		return "", refused(RefusedRequestUsed)
	case !r.ExpiresAt.After(tx.Now):
		return "", refused(RefusedRequestExpired)
	}
	n, err := tx.Client.SignInRequest.Update().Where(signinrequest.ID(r.ID), signinrequest.UsedAtIsNil()).SetUsedAt(tx.Now).Save(ctx)
	if err == nil && n == 0 {
		err = refused(RefusedRequestUsed)
	}
	return r.ReturnTo, err
}

// seeAssertion remembers the assertion; the unique key lets only one replica in.
func seeAssertion(ctx context.Context, tx *store.Tx, in SignInInput) error {
	if in.Assertion == "" {
		return nil
	}
	err := tx.Client.AssertionSeen.Create().SetID(tx.NewID()).SetConnectionID(in.Connection).SetAssertionID(in.Assertion).
		SetExpiresAt(in.AssertionExpires).Exec(ctx)
	if store.IsTaken(err) {
		return refused(RefusedReplay)
	}
	if err != nil {
		return fmt.Errorf("remember assertion: %w", err)
	}
	return nil
}
