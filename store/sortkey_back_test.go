package store

import (
	"context"
	"database/sql"
	"os"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"mandate/ident"
)

// TestOtherSortKeysAreTakenBack: the way back leaves the folded names that were there, in each
// company, and the way up may be gone again.
func TestOtherSortKeysAreTakenBack(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		if err := migrateUp(t.Context(), p, address, upTo(t, "20261122000016")); err != nil {
			t.Fatal(err)
		}
		names := append([]string{"", "zoe", "émile", "ångström-øre", "東京", "straße", "æsir þor", "x\x01y"}, longNames()...)
		var companies []context.Context
		for c := range byte(2) {
			company := ident.ID{1, c}
			as := withTenantTx(t.Context(), company)
			companies = append(companies, as)
			write := func(text string, args ...any) {
				t.Helper()
				if _, err := p.Write.ExecContext(as, text, args...); err != nil {
					t.Fatal(err)
				}
			}
			now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
			write(`INSERT INTO tenants (id, slug, name, kind, created_at) VALUES ($1, $2, 'Acme', 'LENDER', $3)`, company, company.String(), now)
			for i, name := range names {
				id := ident.ID{2, c, byte(i)}
				write(`INSERT INTO users (id, tenant_id, created_at, updated_at, activated_at, user_name, user_name_key, title_key, first_name_key) VALUES ($1, $2, $3, $3, $3, $4, $4, $5, $6)`,
					id, company, now, id.String(), FoldExact(name), "zoe\x01zoé")
				write(`INSERT INTO deals (id, tenant_id, created_at, updated_at, submitted_at, reference, currency, owner_key) VALUES ($1, $2, $3, $3, $3, $4, 'CAD', $5)`, id, company, now, id.String(), FoldExact(name))
			}
		}
		check := func(keyOf func(string) string) {
			t.Helper()
			for c, as := range companies {
				for i, name := range names {
					var title, first, owner string
					id, want := ident.ID{2, byte(c), byte(i)}, keyOf(name)
					err := p.Read.QueryRowContext(as, `SELECT title_key, first_name_key, owner_key FROM users JOIN deals ON deals.id = users.id WHERE users.id = $1`, id).Scan(&title, &first, &owner)
					if err != nil || title != want || owner != want || first != "zoe\x01zoé" {
						t.Errorf("%q is sorted by %q, %q and %q, %v; want %q", name, title, owner, first, err, want)
					}
				}
			}
		}
		for range 2 {
			if err := migrateUp(t.Context(), p, address, os.DirFS("migrations")); err != nil {
				t.Fatal(err)
			}
			check(SortKey)
			downTo(t, p, address, 20261122000016)
			check(FoldExact)
		}
	})
}

func downTo(t *testing.T, p pools, address string, version int64) {
	t.Helper()
	dialect, d := goose.DialectSQLite3, p.Write
	if p.Kind == "postgres" {
		conn, err := newPostgresConnector(address, nil)
		if err != nil {
			t.Fatal(err)
		}
		dialect, d = goose.DialectPostgres, sql.OpenDB(conn)
		defer func() { _ = d.Close() }()
	}
	provider, err := newProvider(dialect, d, os.DirFS("migrations"))
	if err == nil {
		_, err = provider.DownTo(t.Context(), version)
	}
	if err != nil {
		t.Fatal(err)
	}
}
