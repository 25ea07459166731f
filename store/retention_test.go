package store_test

import (
	"context"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/store"
	"mandate/store/storetest"
)

// TestWhatStrangersLeaveGoesSoon: a sign-in that nobody finished and counters that count
// for nothing any more are removed; what was used, and the credit of a known address, stay.
func TestWhatStrangersLeaveGoesSoon(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			conn := tx.NewID()
			tx.Record(store.Event{Action: "CONNECTION_CREATED", TargetKind: "conn", Target: conn})
			if err := tx.Client.Connection.Create().SetID(conn).SetKind("SAML").SetName("IdP").Exec(ctx); err != nil {
				return err
			}
			for handle, r := range map[string]struct {
				ended time.Duration // ago
				used  bool
			}{
				"waits": {-time.Minute, false}, "just over": {time.Minute, false}, "over": {11 * time.Minute, false}, "used": {time.Hour, true}, "long used": {25 * time.Hour, true},
			} {
				row := tx.Client.SignInRequest.Create().SetID(tx.NewID()).SetConnectionID(conn).SetHandle(handle).SetBrowserHash("b").SetExpiresAt(tx.Now.Add(-r.ended))
				if r.used {
					row.SetUsedAt(tx.Now)
				}
				if err := row.Exec(ctx); err != nil {
					return err
				}
			}
			for key, c := range map[string]struct {
				failures int
				quiet    time.Duration
			}{
				"guessing": {3, time.Hour}, "quiet": {40, 3 * time.Hour}, "credit": {-5, 24 * time.Hour}, "old credit": {-5, 31 * 24 * time.Hour},
			} {
				if err := tx.Client.Throttle.Create().SetID(tx.NewID()).SetKey(key).SetFailures(c.failures).SetLastAt(tx.Now.Add(-c.quiet)).Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Retain(ctx); err != nil {
			t.Fatal(err)
		}
		left := map[string]bool{}
		err = s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			for _, r := range c.SignInRequest.Query().AllX(ctx) {
				left[r.Handle] = true
			}
			for _, r := range c.Throttle.Query().AllX(ctx) {
				left[r.Key] = true
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, stays := range map[string]bool{"waits": true, "just over": true, "over": false, "used": true, "long used": false,
			"guessing": true, "quiet": false, "credit": true, "old credit": false} {
			if left[name] != stays {
				t.Errorf("%s: left is %v", name, left[name])
			}
		}
	})
}
