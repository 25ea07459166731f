package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
	"mandate/store/storetest/cluster"
)

// TestForemostAreTheFirstThatMatch draws people and searches: the foremost are the first
// of whom looking at each row finds, in the order of the list, also after names changed.
func TestForemostAreTheFirstThatMatch(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, draw := storetest.System(t, tenant(t, s, "acme")), rand.New(rand.NewPCG(11, 5))
		drawn := map[string]string{}
		for i := range 120 {
			drawn[fmt.Sprintf("p%03d", i)] = drawnWords(draw) + strings.Repeat(" long", i%20/19*600)
		}
		addPeople(t, s, ctx, drawn)
		asked := 0
		for range 2 {
			nameAnew(t, s, ctx, draw, drawn)
			for range 150 {
				text, most := drawnSearch(draw, drawn), 1+draw.IntN(6)
				if !store.AsksWords(text) {
					continue
				}
				asked++
				every := inOrderOfNames(t, s, ctx, store.Holding(text))
				least := 1 + draw.IntN(most)
				found, all := foremost(t, s, ctx, text, least, most)
				got := inOrderOfNames(t, s, ctx, store.Found(text, found)) // a list may leave out some of them
				if want := every[:min(max(least, len(got)), len(every))]; !slices.Equal(got, want) || all && len(got) != len(every) {
					t.Errorf("the foremost %d to %d for %q are %v, want %v; these are all: %v", least, most, text, got, want, all)
				}
			}
		}
		if asked < 150 {
			t.Errorf("%d of 300 searches were asked", asked)
		}
	})
}

func foremost(t *testing.T, s *store.Store, ctx context.Context, text string, least, most int) (found []ident.ID, all bool) {
	t.Helper()
	must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		found, all, err = s.Foremost(ctx, c, text, least, most)
		return err
	}))
	return found, all
}

// nameAnew changes first names and nothing that is searched.
func nameAnew(t *testing.T, s *store.Store, ctx context.Context, draw *rand.Rand, people map[string]string) {
	t.Helper()
	must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		for name := range people {
			key := fmt.Sprintf("%c", 'a'+rune(draw.IntN(4)))
			if err := tx.Client.User.Update().Where(user.UserName(name)).SetFirstNameKey(key).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	}))
}

func inOrderOfNames(t *testing.T, s *store.Store, ctx context.Context, narrow func(*entsql.Selector)) (found []string) {
	t.Helper()
	must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		found, err = c.User.Query().Where(narrow).Order(db.Asc(user.FieldFirstNameKey, user.FieldID)).Select(user.FieldUserName).Strings(ctx)
		return err
	}))
	return found
}

// TestWordsAskTheirIndex: words of any length are found by the index of grams; words of deals
// without trigrams are not taken to the index of those, which they would walk over.
func TestWordsAskTheirIndex(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	addPeople(t, s, storetest.System(t, acme), people)
	owner := rawTx(t, raw(t, as(t, address, cluster.Owner)), acme)
	for _, statement := range []string{"DROP INDEX users_search_tenant", "SET LOCAL enable_seqscan = off", "SET LOCAL plan_cache_mode = force_generic_plan"} {
		_, err := owner.ExecContext(t.Context(), statement)
		must(t, err)
	}
	scans := func(index string) (n int64) {
		must(t, owner.QueryRowContext(t.Context(), "SELECT pg_stat_get_xact_numscans($1::regclass)", index).Scan(&n))
		return n
	}
	for call, x := range []struct{ statement, asks, leaves string }{
		{`SELECT mandate_people_search('{"%zo%"}', '{zo}')`, "users_search_grams", "users_search_order"},
		{`SELECT mandate_people_search('{"%z%"}', '{z}')`, "users_search_grams", "users_search_order"},
		{`SELECT mandate_people_search('{"%zoe%", "%\\%%"}', '{zoe, %}')`, "users_search_grams", "users_search_order"},
		{`SELECT mandate_people_foremost('{"%zo%"}', '{zo}', '{1}', 5)`, "users_search_order", "users_search_long"},
		{`SELECT mandate_people_foremost('{"%zo%"}', '{zo}', '{1}', 5)`, "users_search_grams", "users_search_long"},
		{`SELECT mandate_people_foremost('{"%acme%"}', '{acm, cme}', '{1, 1}', 1)`, "users_search_long", "users_search_grams"},
		{`SELECT mandate_deals_search(NULL, '{"%zo%"}')`, "deals_search_pkey", "deals_search_words"},
	} {
		asked, left := scans(x.asks), scans(x.leaves)
		rows(t, owner, x.statement)
		if scans(x.asks) == asked || scans(x.leaves) > left {
			t.Errorf("%d: %s asks %s %d times and %s %d times", call, x.statement, x.asks, scans(x.asks)-asked, x.leaves, scans(x.leaves)-left)
		}
	}
}

// TestWordsAskTheirIndexAlways: also before PostgreSQL has counted anything, and for a company so
// small that reading its people through seems cheap, nobody's words are taken apart one by one.
func TestWordsAskTheirIndexAlways(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	large, small := tenant(t, s, "large"), tenant(t, s, "small")
	server := raw(t, as(t, address, cluster.Owner))
	server.SetMaxOpenConns(1)
	fill := func(of ident.ID, people int) {
		_, err := server.ExecContext(t.Context(), `INSERT INTO users_search (id, tenant_id, search_key, first_name_key)
			SELECT gen_random_uuid(), $1::uuid, ' maria lender' || i, 'maria' || i FROM generate_series(1, $2::int) i`, of.String(), people)
		must(t, err)
	}
	look := func(when string, of ident.ID) {
		for _, search := range []string{`mandate_people_search('{"%lender%"}', '{len, nde, der}')`, `mandate_people_foremost('{"%lender9%", "%maria%"}', '{len, nde, er9, mar, ria}', '{1, 1, 1, 2, 2}', 12000)`} {
			tx := rawTx(t, server, of)
			rows(t, tx, "SELECT "+search)
			for index, asked := range map[string]bool{"users_search_grams": true, "users_search_tenant": false} {
				var scans int64
				must(t, tx.QueryRowContext(t.Context(), "SELECT pg_stat_get_xact_numscans($1::regclass)", index).Scan(&scans))
				if scans > 0 != asked {
					t.Errorf("%s: %s asks %s %d times", when, search, index, scans)
				}
			}
			must(t, tx.Rollback())
		}
	}
	fill(large, 5000)
	look("nothing counted", large)
	_, err := server.ExecContext(t.Context(), "ANALYZE users_search")
	must(t, err)
	fill(small, 300)
	look("counted", large)
	look("small", small)
}

// TestAServerOfTheVersionBeforeSearches: while servers are replaced one after the other, those of
// the version before find the same people by what they ask.
func TestAServerOfTheVersionBeforeSearches(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	addPeople(t, s, storetest.System(t, acme), people)
	owner := rawTx(t, raw(t, as(t, address, cluster.Owner)), acme)
	for before, now := range map[string]string{
		`mandate_users_search('%acme%', '{"%acme%", "%bo%"}')`:               `mandate_people_search('{"%acme%", "%bo%"}', '{acm, cme, bo}')`,
		`mandate_users_search(NULL, '{"%an%", "%e%"}')`:                      `mandate_people_search('{"%an%", "%e%"}', '{an, e}')`,
		`mandate_users_foremost(NULL, '{"%a%"}', 2)`:                         `mandate_people_foremost('{"%a%"}', '{a}', '{1}', 2)`,
		`mandate_users_foremost('%acme%', '{"%acme%"}', 9)`:                  `mandate_people_foremost('{"%acme%"}', '{acm, cme}', '{1, 1}', 9)`,
		`mandate_people_foremost('{"%acme%", "%bo%"}', '{acm, cme, bo}', 9)`: `mandate_people_foremost('{"%acme%", "%bo%"}', '{acm, cme, bo}', '{1, 1, 2}', 9)`,
	} {
		want, _ := rows(t, owner, "SELECT "+now)
		got, _ := rows(t, owner, "SELECT "+before)
		both, _ := rows(t, owner, "SELECT "+now+" INTERSECT SELECT "+before)
		if want == 0 || got != want || both != want {
			t.Errorf("%s finds %d people, of whom %d are the %d of %s", before, got, both, want, now)
		}
	}
}

// TestPlannedByValueKeepsNoPlan: a query that is planned for its values leaves no prepared
// statement behind, whose plan might be for others.
func TestPlannedByValueKeepsNoPlan(t *testing.T) {
	t.Parallel()
	s := storetest.OpenAt(t, storetest.Address(t, "postgres"), time.Now)
	ctx := storetest.System(t, tenant(t, s, "acme"))
	for _, x := range []struct { // in this order: a connection keeps the second's plan
		name string
		of   func(context.Context) context.Context
		kept int
	}{{"by value", store.PlannedByValue, 0}, {"as usual", func(ctx context.Context) context.Context { return ctx }, 1}} {
		must(t, s.Read(ctx, func(ctx context.Context, c *db.Client) error {
			missing := user.ID(ident.ID{15: 1})
			if n, err := c.User.Query().Where(missing, user.Title(x.name)).Count(x.of(ctx)); err != nil || n != 0 {
				t.Errorf("%s: %d people, %v", x.name, n, err)
			}
			kept, err := c.QueryContext(ctx, "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%FROM \"users\"%\"title\" = %'")
			if err != nil {
				return err
			}
			defer kept.Close()
			var n int
			for kept.Next() {
				must(t, kept.Scan(&n))
			}
			if n != x.kept {
				t.Errorf("%s: %d prepared statements, want %d", x.name, n, x.kept)
			}
			return kept.Err()
		}))
	}
}

// TestCommonWordsAreCrossedInTheIndex: of people who all have one word and of whom half have another,
// those alone are read who have both; and what PostgreSQL knows after it has counted must not lead it
// to take everybody's words apart once more.
func TestCommonWordsAreCrossedInTheIndex(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	server := raw(t, as(t, address, cluster.Owner))
	for _, statement := range []string{`INSERT INTO users_search (id, tenant_id, search_key)
			SELECT gen_random_uuid(), '` + acme.String() + `', ' maria ' || CASE i % 2 WHEN 0 THEN 'zorro' ELSE 'wolf' END || CASE i % 1000 WHEN 1 THEN ' zo' ELSE '' END FROM generate_series(1, 5000) i`,
		"ANALYZE users_search"} {
		_, err := server.ExecContext(t.Context(), statement)
		must(t, err)
	}
	tx := rawTx(t, server, acme)
	for statement, finds := range map[string]int64{
		`SELECT mandate_people_search('{"%maria%", "%wolf%", "%zo%"}', '{mar, ria, wol, olf, zo}')`: 5,
		`SELECT mandate_people_search('{"%maria%", "%zo%", "%q%"}', '{mar, ria, zo, q}')`:           0,
	} {
		fetched, scans := counted(t, tx, "tuples_fetched", "users_search"), counted(t, tx, "numscans", "users_search_grams")
		n, _ := rows(t, tx, statement)
		fetched, scans = counted(t, tx, "tuples_fetched", "users_search")-fetched, counted(t, tx, "numscans", "users_search_grams")-scans
		if n != finds || fetched > 10 || scans != 1 {
			t.Errorf("%s: %d people, want %d, among %d rows that %d scans of the index give", statement, n, finds, fetched, scans)
		}
	}
	if n, _ := rows(t, tx, `SELECT mandate_people_search('{"%zo%"}', '{zo}')`); n != 2505 {
		t.Errorf("%d people, want 2505", n)
	}
}

// TestForemostBehindTenThousand: who is not among the people looked at in the order of the list is
// found by the index, in that order too.
func TestForemostBehindTenThousand(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	tx := rawTx(t, raw(t, as(t, address, cluster.Owner)), acme)
	_, err := tx.ExecContext(t.Context(), `INSERT INTO users_search (id, tenant_id, search_key, first_name_key)
		SELECT gen_random_uuid(), '`+acme.String()+`', CASE WHEN i <= 10000 THEN ' ada' ELSE ' zoe' END, 'n' || lpad(i::text, 5, '0') FROM generate_series(1, 10020) i`)
	must(t, err)
	var names string
	must(t, tx.QueryRowContext(t.Context(), `SELECT string_agg(s.first_name_key, ' ' ORDER BY s.first_name_key)
		FROM mandate_people_foremost('{"%zo%"}', '{zo}', '{1}', 3) AS f (id) JOIN users_search s USING (id)`).Scan(&names))
	if want := "n10001 n10002 n10003"; names != want {
		t.Errorf("the first are %s, want %s", names, want)
	}
}

// TestASearchLooksAmongTheOwnPeople: beside a large company, and after that has searched on
// the same connection, a small one's search goes by its own people and not by an index of
// everybody's, whose time would tell what people elsewhere are called.
func TestASearchLooksAmongTheOwnPeople(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	large, small := tenant(t, s, "large"), tenant(t, s, "small")
	server := raw(t, as(t, address, cluster.Owner))
	server.SetMaxOpenConns(1)
	for of, people := range map[ident.ID]int{large: 20_000, small: 10} {
		// nobody of the sample, which may have the own people walked through once more
		_, err := server.ExecContext(t.Context(), `INSERT INTO users_search (id, tenant_id, search_key)
			SELECT id, $1::uuid, ' maria zorro' || i FROM (SELECT gen_random_uuid() AS id, i FROM generate_series(1, 2 * $2::int) i) p
			WHERE uuid_hash(id) & 127 <> 0 LIMIT $2`, of.String(), people)
		must(t, err)
	}
	_, err := server.ExecContext(t.Context(), "ANALYZE users_search")
	must(t, err)
	for _, search := range []string{`mandate_people_search('{"%zorro%"}', '{zor, rro}')`, `mandate_people_search('{"%zo%"}', '{zo}')`, `mandate_people_foremost('{"%zo%"}', '{zo}', '{1}', 200)`, `mandate_people_search('{"%\\%%"}', '{%}')`} {
		for _, of := range []ident.ID{large, large, large, large, large, large, small} {
			tx := rawTx(t, server, of)
			before := entriesRead(t, tx)
			rows(t, tx, "SELECT "+search)
			if read := entriesRead(t, tx) - before; of == small && read > 20 {
				t.Errorf("%s: %d entries of indexes are read for ten people", search, read)
			}
			must(t, tx.Rollback())
		}
	}
}

// entriesRead counts what the indexes of words have given on this connection.
func entriesRead(t *testing.T, tx *sql.Tx) (n int64) {
	t.Helper()
	must(t, tx.QueryRowContext(t.Context(), `SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index WHERE indrelid = 'users_search'::regclass`).Scan(&n))
	return n
}
