package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

const canary = "Canary Müller-Żółć"

// rename records a personal value and another under a person's key.
func rename(t *testing.T, s *store.Store, tenant ident.ID) (key []byte) {
	t.Helper()
	key, err := s.Secrets.NewPersonKey()
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(storetest.System(t, tenant), func(_ context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: tx.NewID(), PersonKey: key, Changes: []store.Change{
			{Field: "lastName", Before: canary, After: canary + "2", Personal: true}, {Field: "active", Before: true, After: false},
		}})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sealNow(t, s, tenant)
	return key
}

func TestPersonalValuesGoWithTheirKey(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			address := storetest.Address(t, kind)
			s := storetest.OpenAt(t, address, time.Now)
			id := tenant(t, s, "acme")
			key := rename(t, s, id)
			stored := lastChanges(t, s, id)

			open, err := s.Changes(stored, key)
			if err != nil || open["lastName"] != [2]any{canary, canary + "2"} || open["active"] != [2]any{true, false} {
				t.Errorf("with the key: %v, %v", open, err)
			}
			erased, err := s.Changes(stored, nil)
			if _, there := erased["lastName"]; there || err != nil || erased["active"] != [2]any{true, false} {
				t.Errorf("without the key: %v, %v", erased, err)
			}
			another, err := s.Secrets.NewPersonKey()
			if err != nil {
				t.Fatal(err)
			}
			if got, err := s.Changes(stored, another); err == nil {
				t.Errorf("with another's key: %v", got)
			}
			expectNoCanary(t, kind, address)
			whole(t, s, id, 2)
		})
	}
}

// TestPersonalValuesNeedAKey refuses to keep in plain what nobody could erase.
func TestPersonalValuesNeedAKey(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		id := tenant(t, s, "acme")
		err := s.Write(storetest.System(t, id), func(_ context.Context, tx *store.Tx) error {
			tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: tx.NewID(),
				Changes: []store.Change{{Field: "lastName", After: canary, Personal: true}}})
			return nil
		})
		if err == nil {
			t.Error("kept without a key")
		}
	})
}

func lastChanges(t *testing.T, s *store.Store, tenant ident.ID) (changes []byte) {
	t.Helper()
	err := s.Read(storetest.System(t, tenant), func(ctx context.Context, c *db.Client) error {
		e, err := c.HistoryEntry.Query().Order(db.Desc("id")).First(ctx)
		if err == nil {
			changes = e.Changes
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// expectNoCanary reads every column of every history table as bytes.
func expectNoCanary(t *testing.T, kind, address string) {
	t.Helper()
	p := rawSQLiteOrAdmin(t, kind, address)
	for _, table := range historyTables {
		rows, err := p.QueryContext(t.Context(), "SELECT * FROM "+table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for rows.Next() {
			values := make([]sql.RawBytes, len(columns))
			into := make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			seen++
			for i, v := range values {
				if bytes.Contains(v, []byte("Canary")) || bytes.Contains(v, []byte("ller-")) {
					t.Errorf("%s.%s holds %q", table, columns[i], v)
				}
			}
		}
		if err := rows.Err(); err != nil || seen == 0 {
			t.Errorf("%s: %d rows, %v", table, seen, err)
		}
		_ = rows.Close()
	}
}

func rawSQLiteOrAdmin(t *testing.T, kind, address string) *sql.DB {
	t.Helper()
	if kind == "sqlite" {
		return rawSQLite(t, address)
	}
	return raw(t, as(t, address, ""))
}
