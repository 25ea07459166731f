package store_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"mandate/ent/db"
	"mandate/store"
	"mandate/store/storetest"
)

func TestNoticeKeepsItsSecretSealed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "a"))
		person := s.NewID()
		err := s.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			tx.Notify(store.Notice{Type: "WELCOME", Recipient: person, Address: "ann@acme.test",
				Facts: map[string]string{"host": "acme"}, Secret: []byte("one-time")})
			tx.Notify(store.Notice{Type: "DEAL_ASSIGNED", Recipient: person})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		first, second := notices(t, s, ctx)
		if first.Address != "ann@acme.test" || first.Facts["host"] != "acme" {
			t.Errorf("stored %q, %v", first.Address, first.Facts)
		}
		if bytes.Contains(first.SecretSealed, []byte("one-time")) {
			t.Error("the secret lies open")
		}
		if open, err := s.Secrets.NoticeSecret(first.ID, first.SecretSealed); err != nil || string(open) != "one-time" {
			t.Errorf("opened %q, %v", open, err)
		}
		if _, err := s.Secrets.NoticeSecret(second.ID, first.SecretSealed); err == nil {
			t.Error("the secret of one notice opens for another")
		}
		if second.Address != "" || second.SecretSealed != nil || len(second.Facts) != 0 {
			t.Errorf("a plain notice carries %q, %v", second.Address, second.Facts)
		}
	})
}

func TestNoNoticeOfWhatWasRolledBack(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "a"))
		refusal := errors.New("refused")
		err := s.Write(ctx, func(_ context.Context, tx *store.Tx) error {
			tx.Notify(store.Notice{Type: "WELCOME", Recipient: tx.NewID()})
			return refusal
		})
		if !errors.Is(err, refusal) {
			t.Fatal(err)
		}
		err = s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			n, err := c.Notification.Query().Count(ctx)
			if n != 0 {
				t.Errorf("%d notices of a change that never was", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// notices gives the two that there are, the oldest first.
func notices(t *testing.T, s *store.Store, ctx context.Context) (first, second *db.Notification) {
	t.Helper()
	err := s.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.Notification.Query().Order(db.Asc("id")).All(ctx)
		if len(rows) != 2 {
			t.Fatalf("%d notices, %v", len(rows), err)
		}
		first, second = rows[0], rows[1]
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return first, second
}
