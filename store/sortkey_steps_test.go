package store

import (
	"os"
	"strings"
	"testing"
	"time"

	"mandate/ident"
)

// sortedBy are the columns, each with its table, that stand under sort keys since the second
// step that brought some.
var sortedBy = []string{"manager_key users", "display_name_key users", "title_key users", "owner_key deals",
	`display_name_key "groups"`, "name_key brokers", "name_key products", "name_key portfolios"}

// TestOtherOldNamesGetTheirSortKeys: all else that lists sort by a name is written as SortKey
// does, letter by letter, on both databases.
func TestOtherOldNamesGetTheirSortKeys(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		if err := migrateUp(t.Context(), p, address, upTo(t, "20261122000016")); err != nil {
			t.Fatal(err)
		}
		names := append([]string{"", "zoe", "émile", "ångström-øre", "東京", "straße", "x\x01y", "x\x01é"}, longNames()...)
		for _, a := range accents {
			for _, letter := range a[1] {
				names = append(names, "x"+string(letter)+"y")
			}
		}
		company, now := ident.ID{1}, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		as := withTenantTx(t.Context(), company)
		write := func(text string, args ...any) {
			t.Helper()
			if _, err := p.Write.ExecContext(as, text, args...); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
		}
		write(`INSERT INTO tenants (id, slug, name, kind, created_at) VALUES ($1, 'acme', 'Acme', 'LENDER', $2)`, company, now)
		write(`INSERT INTO directories (id, tenant_id, created_at, updated_at, name) VALUES ($1, $1, $2, $2, 'Okta')`, company, now)
		for i, name := range names {
			id := ident.ID{2, byte(i >> 8), byte(i)}
			for _, row := range []string{
				`users (id, tenant_id, created_at, updated_at, activated_at, user_name, user_name_key, manager_key, display_name_key, title_key) VALUES ($1, $2, $3, $3, $3, $4, $4, $5, $5, $5)`,
				`deals (id, tenant_id, created_at, updated_at, submitted_at, reference, currency, owner_key) VALUES ($1, $2, $3, $3, $3, $4, 'CAD', $5)`,
				`"groups" (id, tenant_id, created_at, updated_at, directory_id, display_name, display_name_key) VALUES ($1, $2, $3, $3, $2, $4, $5)`,
				`brokers (id, tenant_id, created_at, updated_at, reference, name, name_key) VALUES ($1, $2, $3, $3, $4, $4, $5)`,
				`products (id, tenant_id, created_at, updated_at, reference, name, name_key, locations) VALUES ($1, $2, $3, $3, $4, $4, $5, '[]')`,
				`portfolios (id, tenant_id, created_at, updated_at, account_id, name, name_key) VALUES ($1, $2, $3, $3, $1, $4, $5)`,
			} {
				write("INSERT INTO "+row, id, company, now, id.String(), FoldExact(name))
			}
		}
		if err := migrateUp(t.Context(), p, address, os.DirFS("migrations")); err != nil {
			t.Fatal(err)
		}
		for i, name := range names {
			for _, by := range sortedBy {
				var key string
				column, table, _ := strings.Cut(by, " ")
				err := p.Read.QueryRowContext(as, "SELECT "+column+" FROM "+table+" WHERE id = $1", ident.ID{2, byte(i >> 8), byte(i)}).Scan(&key)
				if err != nil || key != SortKey(name) {
					t.Errorf("%s of %q is %q, %v; want %q", by, name, key, err, SortKey(name))
				}
			}
		}
	})
}
