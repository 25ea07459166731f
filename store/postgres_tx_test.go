package store

import (
	"context"
	"database/sql"
	"testing"

	"mandate/ident"
)

const tenantNow = "SELECT coalesce(current_setting('mandate.tenant', true), '')"

func TestTenantLastsForTheTransaction(t *testing.T) {
	t.Parallel()
	db := oneConn(openPostgresTest(t))
	tenant := ident.ID{0xab, 15: 0xcd}
	for name, end := range map[string]func(*sql.Tx) error{
		"commit":   (*sql.Tx).Commit,
		"rollback": (*sql.Tx).Rollback,
		"error": func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), "SELECT 1 / $1", 0)
			if err == nil {
				t.Error("1 / 0 is no error")
			}
			return tx.Rollback()
		},
		"cut off": func(tx *sql.Tx) error {
			_, err := tx.ExecContext(t.Context(), "SELECT pg_terminate_backend(pg_backend_pid())")
			if classify(err) != errGone {
				t.Errorf("cut off: %v", err)
			}
			_ = tx.Rollback()
			return nil
		},
	} {
		tx, err := db.BeginTx(withLookupTx(withTenantTx(t.Context(), tenant), "beef"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := scan[string](t, tx, tenantNow); got != tenant.String() {
			t.Errorf("before %s: tenant %q", name, got)
		}
		if got := scan[string](t, tx, "SELECT current_setting('mandate.lookup')"); got != "beef" {
			t.Errorf("before %s: look-up %q", name, got)
		}
		if err := end(tx); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := scan[string](t, db, tenantNow); got != "" {
			t.Errorf("after %s: tenant %q", name, got)
		}
	}
}

func TestBeginRefusesWhatItCannotCheck(t *testing.T) {
	t.Parallel()
	db := oneConn(openPostgresTest(t))
	for name, ctx := range map[string]context.Context{
		"no tenant": withTenantTx(t.Context(), ident.ID{}),
		"injection": withLookupTx(t.Context(), "'; SET mandate.tenant = '"),
	} {
		if tx, err := db.BeginTx(ctx, nil); err == nil {
			t.Errorf("%s: began %v", name, tx)
		}
	}
	if _, err := db.BeginTx(t.Context(), &sql.TxOptions{Isolation: sql.LevelLinearizable}); err == nil {
		t.Error("began a linearizable transaction")
	}
	inTx(t, t.Context(), db, nil, func(tx *sql.Tx) {
		if got := scan[string](t, tx, tenantNow); got != "" {
			t.Errorf("tenant %q", got)
		}
	})
}

func TestTransactionModes(t *testing.T) {
	t.Parallel()
	p := openPostgresTest(t)
	for _, tc := range []struct {
		options         *sql.TxOptions
		level, readOnly string
	}{
		{nil, "read committed", "off"},
		{&sql.TxOptions{ReadOnly: true}, "read committed", "on"},
		{&sql.TxOptions{Isolation: sql.LevelReadCommitted}, "read committed", "off"},
		{&sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, "repeatable read", "on"},
		{&sql.TxOptions{Isolation: sql.LevelSerializable}, "serializable", "off"},
	} {
		inTx(t, t.Context(), p.Write, tc.options, func(tx *sql.Tx) {
			level := scan[string](t, tx, "SELECT current_setting($1)", "transaction_isolation")
			readOnly := scan[string](t, tx, "SELECT current_setting($1)", "transaction_read_only")
			if level != tc.level || readOnly != tc.readOnly {
				t.Errorf("%+v: %s, read only %s", tc.options, level, readOnly)
			}
		})
	}
}

// TestGlanceLeavesNothingBehind has whatever may follow a glance on its connection find
// the tenant that it asks for itself, or none.
func TestGlanceLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	db := oneConn(openPostgresTest(t))
	acme, birch := withTenantTx(t.Context(), ident.ID{1}), withTenantTx(t.Context(), ident.ID{2})
	glance := func() {
		t.Helper()
		var now string
		if err := db.QueryRowContext(acme, tenantNow).Scan(&now); err != nil || now != (ident.ID{1}).String() {
			t.Errorf("glance: tenant %q, %v", now, err)
		}
	}
	none := func(by string, got string) {
		t.Helper()
		if got != "" {
			t.Errorf("%s: tenant %q", by, got)
		}
	}
	glance()
	none("query", scan[string](t, db, tenantNow))
	glance()
	none("query with a value", scan[string](t, db, tenantNow+" || $1", ""))
	glance()
	inTx(t, t.Context(), db, nil, func(tx *sql.Tx) { none("transaction", scan[string](t, tx, tenantNow)) })
	glance()
	inTx(t, birch, db, nil, func(tx *sql.Tx) {
		if got := scan[string](t, tx, tenantNow); got != (ident.ID{2}).String() {
			t.Errorf("transaction of another: tenant %q", got)
		}
	})
	glance()
	exec(t, db, "CREATE TEMP TABLE seen AS "+tenantNow+" AS tenant")
	none("statement", scan[string](t, db, "SELECT tenant FROM seen"))
	own, err := db.PrepareContext(t.Context(), tenantNow)
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	glance()
	var got string
	if err := own.QueryRowContext(t.Context()).Scan(&got); err != nil {
		t.Error(err)
	}
	none("prepared by hand", got)
	if err := db.QueryRowContext(withTenantTx(t.Context(), ident.ID{}), tenantNow).Scan(&got); err == nil {
		t.Error("glanced without a tenant")
	}
}

// TestRowLevelSecurity reads two tenants in turn with one prepared statement.
func TestRowLevelSecurity(t *testing.T) {
	t.Parallel()
	db := oneConn(openPostgresTest(t))
	exec(t, db, `CREATE TABLE deals (tenant_id uuid, name text);
		ALTER TABLE deals ENABLE ROW LEVEL SECURITY;
		ALTER TABLE deals FORCE ROW LEVEL SECURITY;
		CREATE POLICY tenant ON deals USING (tenant_id = nullif(current_setting('mandate.tenant', true), '')::uuid)`)
	tenants := map[string]ident.ID{"acme": {1}, "birch": {2}}
	for name, tenant := range tenants {
		tx, err := db.BeginTx(withTenantTx(t.Context(), tenant), nil)
		if err != nil {
			t.Fatal(err)
		}
		exec(t, tx, "INSERT INTO deals VALUES ($1, $2)", tenant, name)
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
	for range 8 { // past the point where the server plans once for all
		for name, tenant := range tenants {
			inTx(t, withTenantTx(t.Context(), tenant), db, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) {
				if got := scan[string](t, tx, "SELECT string_agg(name, ',') FROM deals WHERE name <> $1", ""); got != name {
					t.Errorf("%s sees %s", name, got)
				}
			})
		}
	}
	if got := scan[int](t, db, "SELECT count(*) FROM deals WHERE name <> $1", ""); got != 0 {
		t.Errorf("without a tenant: %d deals", got)
	}
	inTx(t, withTenantTx(t.Context(), tenants["acme"]), db, nil, func(tx *sql.Tx) {
		if _, err := tx.ExecContext(t.Context(), "INSERT INTO deals VALUES ($1, $2)", tenants["birch"], "x"); err == nil {
			t.Error("wrote into another tenant")
		}
	})
}
