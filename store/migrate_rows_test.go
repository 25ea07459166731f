package store

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"mandate/ident"
)

// upTo are the product's steps up to a number, as an older program knew them.
func upTo(t *testing.T, step string) fs.FS {
	t.Helper()
	older, all := fstest.MapFS{}, os.DirFS("migrations")
	for _, folder := range []string{"postgres", "sqlite"} {
		names, err := fs.Glob(all, folder+"/*.sql")
		if err != nil || len(names) == 0 {
			t.Fatalf("no steps in %s: %v", folder, err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(all, name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.TrimPrefix(name, folder+"/") < step+"_z" {
				older[name] = &fstest.MapFile{Data: text}
			}
		}
	}
	return older
}

// TestStepsKeepRows: the steps that bring accounts, mail and the front door run on a
// database that has served, and nothing that was noticed before is mailed afterwards.
func TestStepsKeepRows(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		if err := migrateUp(t.Context(), p, address, upTo(t, "20261122000006")); err != nil {
			t.Fatal(err)
		}
		tenant, now := ident.ID{1}, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		as := withTenantTx(t.Context(), tenant)
		for _, row := range []string{
			`INSERT INTO tenants (id, slug, name, kind, created_at) VALUES ($1, 'acme', 'Acme', 'LENDER', $2)`,
			`INSERT INTO notifications (id, tenant_id, created_at, type, recipient_id, next_attempt_at) VALUES ($1, $1, $2, 'DEAL_ASSIGNED', $1, $2)`,
			`INSERT INTO api_keys (id, tenant_id, created_at, name, hint, hash) VALUES ($1, $1, $2, 'los', 'mkey_', 'hash')`,
			`INSERT INTO connections (id, tenant_id, created_at, updated_at, kind, name, certificates, scopes) VALUES ($1, $1, $2, $2, 'SAML', 'Okta', '[]', '[]')`,
			`INSERT INTO domains (id, tenant_id, created_at, name, verified_at) VALUES ($1, $1, $2, 'acme.test', $2)`,
			`INSERT INTO users (id, tenant_id, created_at, updated_at, activated_at, user_name) VALUES ($1, $1, $2, $2, $2, 'ada')`,
		} {
			if _, err := p.Write.ExecContext(as, row, tenant, now); err != nil {
				t.Fatalf("%s: %v", row, err)
			}
		}
		if err := migrateUp(t.Context(), p, address, os.DirFS("migrations")); err != nil {
			t.Fatal(err)
		}
		for query, want := range map[string]string{
			"SELECT state FROM notifications":      "SENT",
			"SELECT provisioning FROM connections": "DIRECTORY_ONLY",
			"SELECT challenge FROM domains":        "",
			"SELECT mfa_method FROM users":         "NONE",
			"SELECT hint FROM api_keys":            "mkey_",
		} {
			var got string
			if err := p.Read.QueryRowContext(as, query).Scan(&got); err != nil || got != want {
				t.Errorf("%s: %q, %v; want %q", query, got, err, want)
			}
		}
	})
}
