package store

import (
	"os"
	"testing"
	"time"

	"mandate/ident"
	"mandate/store/storetest/cluster"
)

// TestStepsOrderTheWordsOfPeople: a company's words that were there before the step that
// puts them in the order of the list are in it afterwards, and each company's stay its own.
func TestStepsOrderTheWordsOfPeople(t *testing.T) {
	t.Parallel()
	address := cluster.Fresh(t).OwnerURL
	p := openTest(t, address)
	if err := migrateUp(t.Context(), p, address, upTo(t, "20261122000014")); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	people := map[ident.ID]string{{1}: "ada", {2}: "zoe"} // by company
	for company, name := range people {
		as := withTenantTx(t.Context(), company)
		for _, row := range []string{
			`INSERT INTO tenants (id, slug, name, kind, created_at) VALUES ($1, $3, 'Acme', 'LENDER', $2)`,
			`INSERT INTO users (id, tenant_id, created_at, updated_at, activated_at, user_name, first_name_key, search_key)
				VALUES ($1, $1, $2, $2, $2, $3::varchar, $3::varchar, $3::varchar)`,
		} {
			if _, err := p.Write.ExecContext(as, row, company, now, name); err != nil {
				t.Fatalf("%s: %v", row, err)
			}
		}
	}
	if err := migrateUp(t.Context(), p, address, os.DirFS("migrations")); err != nil {
		t.Fatal(err)
	}
	for company, want := range people {
		as, got, found := withTenantTx(t.Context(), company), "", 0
		if err := p.Read.QueryRowContext(as, "SELECT first_name_key FROM users_search WHERE tenant_id = $1", company).Scan(&got); err != nil || got != want {
			t.Errorf("the words of %s stand under %q, %v", want, got, err)
		}
		err := p.Read.QueryRowContext(as, "SELECT count(*) FROM mandate_people_foremost(ARRAY[$1::text], ARRAY[$2::text], '{1}', 5)", "%"+want[:2]+"%", want[:2]).Scan(&found)
		if err != nil || found != 1 {
			t.Errorf("%d people are found by the beginning of %s, %v", found, want, err)
		}
	}
}
