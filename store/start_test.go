package store_test

import (
	"context"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/assertionseen"
	"mandate/ent/db/signinrequest"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// request is a sign-in that begins, if may is "yes".
func request(handle, may string) store.Beginning {
	return store.Beginning{Table: signinrequest.Table, Where: "CAST($1 AS text) = 'yes'", Args: []any{may}, Row: func(tx *store.Tx) store.Row {
		return tx.Client.SignInRequest.Create().SetID(tx.NewID()).SetConnectionID(tx.NewID()).SetHandle(handle).
			SetBrowserHash("b").SetReturnTo("/deals").SetExpiresAt(tx.Now).Mutation()
	}}
}

func requests(t *testing.T, s *store.Store, ctx context.Context) (list []*db.SignInRequest) {
	t.Helper()
	must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		list, err = c.SignInRequest.Query().All(ctx)
		return err
	}))
	return list
}

// TestStart: a row that may be is there, whole and of its tenant alone; one that may not is not.
func TestStart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme, other := storetest.System(t, tenant(t, s, "acme")), storetest.System(t, tenant(t, s, "other"))
		for may, want := range map[string]bool{"yes": true, "no": false} {
			if begun, err := s.Start(acme, request(may, may)); err != nil || begun != want {
				t.Errorf("%s: %v, %v", may, begun, err)
			}
		}
		list := requests(t, s, acme)
		if len(list) != 1 || list[0].Handle != "yes" || list[0].ReturnTo != "/deals" || list[0].Purpose != signinrequest.PurposeSIGN_IN {
			t.Errorf("%+v", list)
		}
		if list := requests(t, s, other); len(list) != 0 {
			t.Errorf("another tenant has %+v", list)
		}
		if _, err := s.Start(acme, request("yes", "yes")); !store.IsTaken(err) {
			t.Errorf("a handle twice: %v", err)
		}
	})
}

// TestStartTakesNothingElse: what may not be lost does not come this way.
func TestStartTakesNothingElse(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		begun, err := s.Start(ctx, store.Beginning{Table: assertionseen.Table, Where: "1 = 1", Row: func(tx *store.Tx) store.Row {
			return tx.Client.AssertionSeen.Create().SetID(tx.NewID()).SetConnectionID(tx.NewID()).SetAssertionID("a").SetExpiresAt(tx.Now).Mutation()
		}})
		if err == nil || begun {
			t.Errorf("%v, %v", begun, err)
		}
		must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			n, err := c.AssertionSeen.Query().Count(ctx)
			if n != 0 {
				t.Errorf("%d assertions", n)
			}
			return err
		}))
	})
}

// TestStartDoesNotWaitForTheDisk has the row itself say how its transaction commits; whoever
// uses the connection next waits again.
func TestStartDoesNotWaitForTheDisk(t *testing.T) {
	t.Parallel()
	made := twoRoles(t)
	s := storetest.OpenAt(t, made.ServerURL, time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	if _, err := raw(t, made.OwnerURL).Exec(`CREATE FUNCTION said() RETURNS trigger LANGUAGE plpgsql AS
		$$ BEGIN NEW.return_to := current_setting('synchronous_commit'); RETURN NEW; END $$;
		CREATE TRIGGER said BEFORE INSERT ON sign_in_requests FOR EACH ROW EXECUTE FUNCTION said()`); err != nil {
		t.Fatal(err)
	}
	for range 20 { // every connection of the pool comes by
		begun, err := s.Start(ctx, request(s.NewID().String(), "yes"))
		if err != nil || !begun {
			t.Fatal(begun, err)
		}
		must(t, s.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			// The server that tests run on may wait at no commit at all: asked is who said so.
			if source := sourceOfSetting(t, tx, ctx); source == "session" {
				t.Error("the session has said something for a change")
			}
			return nil
		}))
	}
	for _, row := range requests(t, s, ctx) {
		if row.ReturnTo != "off" {
			t.Errorf("a beginning waits for the disk: %s", row.ReturnTo)
		}
	}
}

func sourceOfSetting(t *testing.T, tx *store.Tx, ctx context.Context) (source string) {
	t.Helper()
	rows, err := tx.Client.QueryContext(ctx, "SELECT source FROM pg_settings WHERE name = 'synchronous_commit'")
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		must(t, rows.Scan(&source))
	}
	must(t, rows.Err())
	return source
}

// TestStartHasATenant: nobody begins anything for nobody.
func TestStartHasATenant(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if begun, err := s.Start(storetest.System(t, ident.ID{}), request("x", "yes")); err == nil || begun {
			t.Errorf("%v, %v", begun, err)
		}
	})
}
