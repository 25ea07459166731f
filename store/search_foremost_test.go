package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
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
	s := storetest.OpenAt(t, storetest.Address(t, "postgres"), time.Now)
	ctx, draw := storetest.System(t, tenant(t, s, "acme")), rand.New(rand.NewPCG(11, 5))
	drawn := map[string]string{}
	for i := range 120 {
		drawn[fmt.Sprintf("p%03d", i)] = drawnWords(draw)
	}
	addPeople(t, s, ctx, drawn)
	asked := 0
	for range 2 {
		nameAnew(t, s, ctx, draw, drawn)
		for range 150 {
			text, most := drawnSearch(draw, drawn), 1+draw.IntN(6)
			if !s.FindsForemost(text) {
				continue
			}
			asked++
			want := inOrderOfNames(t, s, ctx, store.Holding(text))
			want = want[:min(most, len(want))]
			if got := inOrderOfNames(t, s, ctx, store.Foremost(text, most)); !slices.Equal(got, want) {
				t.Errorf("the foremost %d for %q are %v, want %v", most, text, got, want)
			}
		}
	}
	if asked < 150 {
		t.Errorf("%d of 300 searches were asked", asked)
	}
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

// TestShortWordsAskNoTrigrams: from the sixth call on PostgreSQL may keep one plan for all
// patterns, and must then not take those without trigrams to the index of trigrams.
func TestShortWordsAskNoTrigrams(t *testing.T) {
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
		if index == "" {
			return 0
		}
		must(t, owner.QueryRowContext(t.Context(), "SELECT pg_stat_get_xact_numscans($1::regclass)", index).Scan(&n))
		return n
	}
	for call, x := range []struct{ statement, asks, leaves string }{
		{`SELECT mandate_users_search(NULL, '{"%zo%"}')`, "users_search_pairs", "users_search_words"},
		{`SELECT mandate_users_foremost(NULL, '{"%zo%"}', 5)`, "users_search_pairs", "users_search_words"},
		{`SELECT mandate_users_search(NULL, '{"%z%"}')`, "", "users_search_words"},
		{`SELECT mandate_users_search('%zoe%', '{"%zoe%"}')`, "users_search_words", "users_search_pairs"},
		{`SELECT mandate_users_search(NULL, '{"%\\%%"}')`, "", "users_search_words"},
		{`SELECT mandate_deals_search(NULL, '{"%zo%"}')`, "deals_search_pkey", "deals_search_words"},
	} {
		asked, left := scans(x.asks), scans(x.leaves)
		rows(t, owner, x.statement)
		if x.asks != "" && scans(x.asks) == asked || scans(x.leaves) > left {
			t.Errorf("%d: %s asks %s %d times and %s %d times", call, x.statement, x.asks, scans(x.asks)-asked, x.leaves, scans(x.leaves)-left)
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

// TestPairsOfEverybodyAreAskedOfTheIndex: what PostgreSQL knows after it has counted must
// not lead it to take everybody's words apart once more.
func TestPairsOfEverybodyAreAskedOfTheIndex(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	server := raw(t, as(t, address, cluster.Owner))
	for _, statement := range []string{`INSERT INTO users_search (id, tenant_id, search_key) SELECT gen_random_uuid(), '` + acme.String() + `', ' maria zorro' || i FROM generate_series(1, 5000) i`, "ANALYZE users_search"} {
		_, err := server.ExecContext(t.Context(), statement)
		must(t, err)
	}
	tx := rawTx(t, server, acme)
	if n, _ := rows(t, tx, `SELECT mandate_users_search(NULL, '{"%zo%"}')`); n != 5000 {
		t.Errorf("%d people, want all 5000", n)
	}
	var scans int64
	must(t, tx.QueryRowContext(t.Context(), "SELECT pg_stat_get_xact_numscans('users_search_pairs'::regclass)").Scan(&scans))
	if scans != 1 {
		t.Errorf("%d scans of the index of pairs, want 1", scans)
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
		_, err := server.ExecContext(t.Context(), `INSERT INTO users_search (id, tenant_id, search_key)
			SELECT gen_random_uuid(), $1::uuid, ' maria zorro' || i FROM generate_series(1, $2::int) i`, of.String(), people)
		must(t, err)
	}
	_, err := server.ExecContext(t.Context(), "ANALYZE users_search")
	must(t, err)
	for _, search := range []string{`mandate_users_search('%zorro%', '{"%zorro%"}')`, `mandate_users_search(NULL, '{"%zo%"}')`, `mandate_users_foremost(NULL, '{"%zo%"}', 200)`, `mandate_users_search(NULL, '{"%\\%%"}')`} {
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
