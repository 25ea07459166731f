package store

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/ident"
)

// TestNamesInOrder: as people of Quebec and of Germany look for them.
func TestNamesInOrder(t *testing.T) {
	t.Parallel()
	want := []string{"Adam", "Ấn", "Ann", "Anna", "Änne", "Anton", "Eder", "Édouard", "Emile", "Émile", "Emilie", "Emma", "Muller", "Müller", "Mullner", "Ng", "Nguyễn", "Œdipe", "Øystein", "Ưng", "Zoe", "Zoé"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("in order %q, want %q", got, want)
	}
	for _, name := range append(want, "", "STRASSE", "ﬁ", "Ångström", "東京", "I\u0307") {
		key := SortKey(name)
		plain, folded, accented := strings.Cut(key, sortMark)
		if !accented {
			folded = plain
		}
		if folded != FoldExact(name) || SortKey(folded) != key {
			t.Errorf("%q has the key %q", name, key)
		}
	}
}

// TestOldNamesGetTheirSortKeys: the step that brings sort keys writes them as SortKey does,
// letter by letter, on both databases.
func TestOldNamesGetTheirSortKeys(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		if err := migrateUp(t.Context(), p, address, upTo(t, "20261122000015")); err != nil {
			t.Fatal(err)
		}
		names := []string{"", "zoe", "emile", "émile", "ångström-øre", "東京", "straße", "o'neil"}
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
		for i, name := range names {
			id := ident.ID{2, byte(i >> 8), byte(i)}
			write(`INSERT INTO users (id, tenant_id, created_at, updated_at, activated_at, user_name, user_name_key, first_name, first_name_key, last_name_key)
				VALUES ($1, $2, $3, $3, $3, $4, $5, $6, $7, $8)`, id, company, now, id.String(), id.String(), name, FoldExact(name), FoldExact(name))
			write(`INSERT INTO customer_accounts (id, tenant_id, created_at, updated_at, name, name_key) VALUES ($1, $2, $3, $3, $4, $5)`, id, company, now, name, FoldExact(name))
			write(`INSERT INTO contacts (id, tenant_id, created_at, updated_at, account_id, first_name, first_name_key, last_name, last_name_key, email, email_key)
				VALUES ($1, $2, $3, $3, $1, $4, $5, $4, $5, 'a', $6)`, id, company, now, name, FoldExact(name), id.String())
		}
		if err := migrateUp(t.Context(), p, address, os.DirFS("migrations")); err != nil {
			t.Fatal(err)
		}
		for i, name := range names {
			var first, last, account string
			id := ident.ID{2, byte(i >> 8), byte(i)}
			if err := p.Read.QueryRowContext(as, "SELECT first_name_key, last_name_key FROM users WHERE id = $1", id).Scan(&first, &last); err != nil || first != SortKey(name) || last != first {
				t.Errorf("%q is sorted by %q and %q, %v; want %q", name, first, last, err, SortKey(name))
			}
			if err := p.Read.QueryRowContext(as, "SELECT name_key FROM customer_accounts WHERE id = $1", id).Scan(&account); err != nil || account != SortKey(name) {
				t.Errorf("the customer %q is sorted by %q, %v", name, account, err)
			}
			if err := p.Read.QueryRowContext(as, "SELECT first_name_key, last_name_key FROM contacts WHERE id = $1", id).Scan(&first, &last); err != nil || first != SortKey(name) || last != first {
				t.Errorf("the contact %q is sorted by %q and %q, %v", name, first, last, err)
			}
		}
	})
}
