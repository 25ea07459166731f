package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// intruder has the database itself: the superuser without triggers, or the file.
func intruder(t *testing.T, kind, address string) *sql.DB {
	t.Helper()
	if kind == "postgres" {
		p := raw(t, as(t, address, "")+"&session_replication_role=replica")
		return p
	}
	p := rawSQLite(t, address)
	for _, table := range []string{"history_entries", "history_seals"} {
		for _, event := range []string{"update", "delete"} {
			if _, err := p.ExecContext(t.Context(), "DROP TRIGGER "+table+"_"+event); err != nil {
				t.Fatal(err)
			}
		}
	}
	return p
}

// chained gives a tenant with nine sealed events, numbered 2 to 10, whose comments
// are e2 to e10; the first is the tenant's own.
func chained(t *testing.T, s *store.Store) ident.ID {
	t.Helper()
	id := tenant(t, s, "acme")
	for n := 2; n <= 10; n++ {
		err := s.Write(storetest.System(t, id), func(_ context.Context, tx *store.Tx) error {
			tx.Record(store.Event{Action: "STEP", TargetKind: ident.Tenant, Target: id, User: tx.NewID(), Comment: fmt.Sprint("e", n),
				Changes: []store.Change{{Field: "n", Before: n - 1, After: n}}})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	sealNow(t, s, id)
	whole(t, s, id, 10)
	return id
}

func TestVerifyFindsTampering(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			address := storetest.Address(t, kind)
			s := storetest.OpenAt(t, address, time.Now)
			id, db := chained(t, s), intruder(t, kind, address)
			for _, tc := range tamperings(kind) {
				t.Run(tc.name, func(t *testing.T) {
					keepCopies(t, db)
					run(t, db, tc.statements...)
					defer restore(t, kind, db)
					expectFlaw(t, s, id, tc.flaw, tc.seq)
				})
			}
			whole(t, s, id, 10)
		})
	}
}

var historyTables = []string{"history_entries", "history_seals", "history_heads"}

func keepCopies(t *testing.T, db *sql.DB) {
	t.Helper()
	for _, table := range historyTables {
		run(t, db, "DROP TABLE IF EXISTS kept_"+table, "CREATE TABLE kept_"+table+" AS SELECT * FROM "+table)
	}
}

func restore(t *testing.T, kind string, db *sql.DB) {
	t.Helper()
	identity := map[string]string{"postgres": " OVERRIDING SYSTEM VALUE"}[kind]
	for _, table := range historyTables {
		run(t, db, "DELETE FROM "+table, "INSERT INTO "+table+identity+" SELECT * FROM kept_"+table)
	}
}

func run(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// TestSealerSignsNoForgery lets the sealer go on after a forger has made the chain
// consistent again, as far as one can without the secret key.
func TestSealerSignsNoForgery(t *testing.T) {
	t.Parallel()
	for name, forgery := range map[string][]string{
		"cut": {"DELETE FROM history_entries WHERE id IN (SELECT entry_id FROM history_seals WHERE seq > 7)", "DELETE FROM history_seals WHERE seq > 7",
			"UPDATE history_heads SET seq = 7, hash = (SELECT hash FROM history_seals WHERE seq = 7)"},
		"begun anew": {"DELETE FROM history_entries", "DELETE FROM history_seals", "UPDATE history_heads SET seq = 0, hash = NULL, mac = NULL, mark = 0"},
	} {
		for _, kind := range storetest.Kinds {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				address := storetest.Address(t, kind)
				s := storetest.OpenAt(t, address, time.Now)
				id := chained(t, s)
				run(t, intruder(t, kind, address), forgery...)
				if err := s.Write(storetest.System(t, id), addBroker("later")); err != nil {
					t.Fatal(err)
				}
				if err := s.Seal(t.Context(), id); err == nil {
					t.Error("the sealer went on")
				}
				proof, err := s.VerifyHistory(t.Context(), id)
				if err != nil || len(proof.Faults) == 0 || proof.Faults[0].Kind != "FORGED_HEAD" || proof.Unsealed == 0 {
					t.Errorf("%+v, %v", proof, err)
				}
			})
		}
	}
}

// TestHeadOfAnotherKey opens the database with another secret.
func TestHeadOfAnotherKey(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "sqlite")
	id := chained(t, storetest.OpenAt(t, address, time.Now))
	other, err := store.Open(t.Context(), store.Options{Address: address, Secret: []byte(strings.Repeat("x", 32))})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	expectFlaw(t, other, id, "FORGED_HEAD", 10)
}

// expectFlaw looks for a flaw at a number.
func expectFlaw(t *testing.T, s *store.Store, tenant ident.ID, kind string, seq int64) {
	t.Helper()
	proof, err := s.VerifyHistory(t.Context(), tenant)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range proof.Faults {
		if f.Kind == kind && f.Seq == seq {
			return
		}
	}
	t.Errorf("%+v; want %s at %d", proof.Faults, kind, seq)
}
