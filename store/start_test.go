package store_test

import (
	"context"
	"errors"
	"testing"

	"mandate/ent/db"
	"mandate/ent/db/signinrequest"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// request is a sign-in that begins.
func request(handle string) func(context.Context, *store.Tx) error {
	return func(ctx context.Context, tx *store.Tx) error {
		return tx.Client.SignInRequest.Create().SetID(tx.NewID()).SetConnectionID(tx.NewID()).SetHandle(handle).SetBrowserHash("b").SetExpiresAt(tx.Now).Exec(ctx)
	}
}

// TestStartDoesNotWaitForTheDisk: only what begins comes without waiting, and whoever uses
// the connection next waits again.
func TestStartDoesNotWaitForTheDisk(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		// The server that tests run on may wait at no commit at all: asked is who said so.
		said := func(tx *store.Tx) (setting, source string) {
			if s.Kind() == "sqlite" {
				return "", ""
			}
			rows, err := tx.Client.QueryContext(ctx, "SELECT setting, source FROM pg_settings WHERE name = 'synchronous_commit'")
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
				err = errors.Join(err, rows.Scan(&setting, &source))
			}
			if err != nil {
				t.Fatal(err)
			}
			return setting, source
		}
		for range 20 { // every connection of the pool comes by
			err := s.Start(ctx, ident.ID{}, func(ctx context.Context, tx *store.Tx) error {
				if setting, source := said(tx); s.Kind() == "postgres" && (setting != "off" || source != "session") {
					t.Errorf("a beginning waits for the disk: %s by %s", setting, source)
				}
				return request(s.NewID().String())(ctx, tx)
			})
			if err != nil {
				t.Fatal(err)
			}
			err = s.Write(ctx, func(_ context.Context, tx *store.Tx) error {
				if setting, source := said(tx); source == "session" {
					t.Errorf("the session has said %s for a change", setting)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestStartTakesNothingElse: what may not be lost does not come this way, and hurts nobody
// who does.
func TestStartTakesNothingElse(t *testing.T) {
	t.Parallel()
	refusal := fault.New(fault.Denied, fault.CodeForbidden, "no")
	for name, bad := range map[string]func(context.Context, *store.Tx) error{
		"another kind": func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.AssertionSeen.Create().SetID(tx.NewID()).SetConnectionID(tx.NewID()).SetAssertionID("a").SetExpiresAt(tx.Now).Exec(ctx)
		},
		"history": func(_ context.Context, tx *store.Tx) error { someEvent(tx); return nil },
		"notice": func(_ context.Context, tx *store.Tx) error {
			tx.Notify(store.Notice{Type: "T", Recipient: tx.NewID()})
			return nil
		},
		"refusal": func(context.Context, *store.Tx) error { return refusal },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				ctx := storetest.System(t, tenant(t, s, "acme"))
				if err := s.Start(ctx, ident.ID{}, bad); err == nil || name == "refusal" && !errors.Is(err, refusal) {
					t.Errorf("%v", err)
				}
				if err := s.Start(ctx, ident.ID{}, request("good")); err != nil {
					t.Error(err)
				}
				err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
					seen, err := c.AssertionSeen.Query().Count(ctx)
					if n, again := c.SignInRequest.Query().Where(signinrequest.Handle("good")).Count(ctx); n != 1 || seen != 0 {
						t.Errorf("%d requests, %d assertions, %v", n, seen, again)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		})
	}
}
