package store_test

import (
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/store"
	"mandate/store/storetest"
	"mandate/store/storetest/cluster"
)

var changes = []string{"UPDATE %s SET id = id", "DELETE FROM %s"}

// twoRoles is a database whose tables one role owns while another serves.
func twoRoles(t *testing.T) cluster.Database {
	t.Helper()
	made := cluster.Fresh(t)
	for range 2 { // the second time there is nothing to do but to grant
		if err := store.MigrateUp(t.Context(), made.ServerURL, made.OwnerURL); err != nil {
			t.Fatal(err)
		}
	}
	return made
}

func TestNobodyChangesHistoryOnPostgres(t *testing.T) {
	t.Parallel()
	made := twoRoles(t)
	s, all := storetest.OpenAt(t, made.ServerURL, time.Now), kinds(t)
	for role, address := range map[string]string{"server": made.ServerURL, "owner": made.OwnerURL, "superuser": made.AdminURL} {
		p := raw(t, address)
		for _, k := range all {
			if !insertOnly[k.name] {
				continue
			}
			tenant, _ := makeOne(t, s, all, k)
			tx := rawTx(t, p, tenant)
			for _, change := range append(changes, "TRUNCATE %s CASCADE") {
				if n, refused := rows(t, tx, fmt.Sprintf(change, k.table.Name)); !refused {
					t.Errorf("%s: %s touches %d rows", role, fmt.Sprintf(change, k.table.Name), n)
				}
			}
			_ = tx.Rollback()
		}
	}
}

func TestNobodyChangesHistoryOnSQLite(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "sqlite")
	s, all := storetest.OpenAt(t, address, time.Now), kinds(t)
	p := rawSQLite(t, address)
	for _, k := range all {
		if !insertOnly[k.name] {
			continue
		}
		makeOne(t, s, all, k)
		for _, change := range changes {
			_, err := p.ExecContext(t.Context(), fmt.Sprintf(change, k.table.Name))
			if err == nil || !strings.Contains(err.Error(), k.table.Name+" is insert only") {
				t.Errorf("%s: %v", fmt.Sprintf(change, k.table.Name), err)
			}
		}
	}
}

// rawSQLite opens the file behind an address without the floor.
func rawSQLite(t *testing.T, address string) *sql.DB {
	t.Helper()
	p, err := sql.Open("sqlite", strings.TrimPrefix(address, "sqlite:")+"?_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// TestServingRoleHasNoMoreThanItNeeds reads what MigrateUp granted.
func TestServingRoleHasNoMoreThanItNeeds(t *testing.T) {
	t.Parallel()
	p := raw(t, twoRoles(t).ServerURL)
	for _, k := range kinds(t) {
		for _, right := range []string{"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"} {
			var has bool
			if err := p.QueryRowContext(t.Context(), "SELECT has_table_privilege($1, $2)", k.table.Name, right).Scan(&has); err != nil {
				t.Fatal(err)
			}
			change := right == "UPDATE" || right == "DELETE"
			if want := right == "SELECT" || right == "INSERT" || change && !insertOnly[k.name]; has != want {
				t.Errorf("%s on %s: %t, want %t", right, k.table.Name, has, want)
			}
		}
	}
	if _, err := p.ExecContext(t.Context(), "CREATE TABLE mine (n int)"); err == nil {
		t.Error("the role that serves makes a table")
	}
}

// TestGrantsAtOnce: processes that start together all grant, and none fails.
func TestGrantsAtOnce(t *testing.T) {
	t.Parallel()
	made := twoRoles(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := store.MigrateUp(t.Context(), made.ServerURL, made.OwnerURL); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestRoles(t *testing.T) {
	t.Parallel()
	two, one := twoRoles(t), cluster.Fresh(t)
	if err := store.MigrateUp(t.Context(), one.OwnerURL, ""); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		address          string
		super, owns, bad bool
	}{
		"plain":     {two.ServerURL, false, false, false},
		"one role":  {one.OwnerURL, false, true, false},
		"superuser": {two.AdminURL, true, false, true},
		"sqlite":    {storetest.Address(t, "sqlite"), false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.OpenAt(t, tc.address, time.Now)
			role, err := s.Role(t.Context())
			if err != nil || role.Superuser != tc.super || role.OwnsTables != tc.owns {
				t.Errorf("%+v, %v", role, err)
			}
			if err := s.CheckRole(t.Context()); (err != nil) != tc.bad {
				t.Errorf("check: %v", err)
			}
			if tc.bad {
				return
			}
			ctx := storetest.System(t, tenant(t, s, "acme"))
			if err := s.Write(ctx, addBroker("one")); err != nil || brokers(t, s, ctx) != 1 {
				t.Errorf("write: %v", err)
			}
			status, err := s.SchemaStatus(t.Context())
			if err != nil || len(status.Applied) == 0 || len(status.Pending)+len(status.Unknown) != 0 {
				t.Errorf("schema: %+v, %v", status, err)
			}
		})
	}
}

// TestBypassingRoleIsRefused has a role that is no superuser and yet passes by the wall.
func TestBypassingRoleIsRefused(t *testing.T) {
	t.Parallel()
	made := twoRoles(t)
	admin := raw(t, made.AdminURL)
	role := "bypass_" + made.Name
	if _, err := admin.ExecContext(t.Context(), "CREATE ROLE "+role+" LOGIN BYPASSRLS PASSWORD '"+rolePassword+"'"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = admin.Exec("DROP ROLE " + role) })
	s := storetest.OpenAt(t, as(t, made.ServerURL, role), time.Now)
	if err := s.CheckRole(t.Context()); err == nil || !strings.Contains(err.Error(), role) {
		t.Errorf("check: %v", err)
	}
}
