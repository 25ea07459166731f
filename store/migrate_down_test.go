package store

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"mandate/ident"
)

// whatIs are all tables, indexes, triggers and functions, with who may run these, and the number in the file.
var whatIs = map[string]string{
	string(dialectSQLite): `SELECT group_concat(what, char(10)) FROM (SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS what FROM sqlite_master WHERE name NOT LIKE 'sqlite%'
		UNION ALL SELECT 'user_version ' || user_version FROM pragma_user_version ORDER BY 1)`,
	string(dialectPostgres): `SELECT string_agg(what, E'\n' ORDER BY what) FROM (
		SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 'users_search'::regclass
		UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = 'users'::regclass
		UNION ALL SELECT pg_get_functiondef(p.oid) || coalesce(p.proacl::text, '') FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'mandate%') w (what)`,
}

// TestStepsOfSearchGoDown on a database that has people: what was there before the last three is there
// again, people and their words are as they were, and on the way up once more all are found.
func TestStepsOfSearchGoDown(t *testing.T) {
	t.Parallel()
	const before = 20261122000017
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		if err := migrateUp(t.Context(), p, address, upTo(t, "20261122000017")); err != nil {
			t.Fatal(err)
		}
		as := oldPeople(t, p)
		was := readAs[string](t, p.Read, as, whatIs[p.Kind])
		for range 2 {
			if err := migrateUp(t.Context(), p, address, os.DirFS("migrations")); err != nil {
				t.Fatal(err)
			}
			if got := peopleWith(t, p, as, "zo"); got != 300 {
				t.Errorf("%d people are found, want 300", got)
			}
			down(t, p, address, before)
			if is := readAs[string](t, p.Read, as, whatIs[p.Kind]); is != was {
				t.Errorf("after the way down there is\n%s\nbefore it there was\n%s", is, was)
			}
			if n := readAs[int](t, p.Read, as, "SELECT count(*) FROM users WHERE search_key LIKE '%zo%'"); n != 300 {
				t.Errorf("%d people have their words, want 300", n)
			}
		}
	})
}

// oldPeople adds 600 people of a company, half of whom have a word, and says as whom they are read.
func oldPeople(t *testing.T, p pools) context.Context {
	t.Helper()
	company, now := ident.ID{1}, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	as := withTenantTx(t.Context(), company)
	row := `INSERT INTO users (id, tenant_id, created_at, updated_at, activated_at, user_name, user_name_key, first_name_key, search_key)
		VALUES ($1, $2, $3, $3, $3, $4::varchar, $4::varchar, $5::varchar, $5::varchar)`
	if p.Kind == string(dialectSQLite) {
		row = `INSERT INTO users (id, tenant_id, created_at, updated_at, activated_at, user_name, user_name_key, first_name_key, search_key)
			VALUES ($1, $2, $3, $3, $3, $4, $4, $5, $5)`
	}
	if _, err := p.Write.ExecContext(as, `INSERT INTO tenants (id, slug, name, kind, created_at) VALUES ($1, 'acme', 'Acme', 'LENDER', $2)`, company, now); err != nil {
		t.Fatal(err)
	}
	for n := range 600 {
		id, words := ident.ID{14: byte(n / 256), 15: byte(n)}, []string{" ada", " zoë zo"}[n%2]
		if _, err := p.Write.ExecContext(as, row, id, company, now, id.String(), words); err != nil {
			t.Fatal(err)
		}
	}
	return as
}

// peopleWith counts whom a search finds by the way that the last step made.
func peopleWith(t *testing.T, p pools, as context.Context, word string) int {
	t.Helper()
	if p.Kind == string(dialectPostgres) {
		return readAs[int](t, p.Read, as, "SELECT count(*) FROM mandate_people_foremost(ARRAY['%"+word+"%'], ARRAY['"+word+"'], '{1}', 1000)")
	}
	f := foremostPlaced{most: 1000}
	rows, err := p.Read.QueryContext(as, "SELECT words FROM people_words")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var part []byte
		if err := rows.Scan(&part); err != nil {
			t.Fatal(err)
		}
		if err := f.among(part, needles([][]byte{[]byte(word)}, part)); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return len(f.ids())
}

func readAs[T any](t *testing.T, db executor, as context.Context, query string) (v T) {
	t.Helper()
	if err := db.QueryRowContext(as, query).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

// down takes the steps behind one back.
func down(t *testing.T, p pools, address string, to int64) {
	t.Helper()
	kind, db := goose.DialectPostgres, (*sql.DB)(nil)
	if p.Kind == string(dialectSQLite) {
		connector, err := newSQLiteConnector(p.file, url.Values{"_foreign_keys": {"0"}, "_txlock": {"immediate"}})
		if err != nil {
			t.Fatal(err)
		}
		kind, db = goose.DialectSQLite3, sql.OpenDB(connector)
	} else {
		connector, err := newPostgresConnector(address, nil)
		if err != nil {
			t.Fatal(err)
		}
		db = sql.OpenDB(connector)
	}
	defer db.Close()
	provider, err := newProvider(kind, db, os.DirFS("migrations"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.DownTo(t.Context(), to); err != nil {
		t.Fatal(err)
	}
}
