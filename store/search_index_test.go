package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
	"mandate/store/storetest/cluster"
)

// TestIndexFindsWhatComparingFinds draws people and searches: what the index answers is
// what looking at each row answers, also after words have changed and people have gone.
func TestIndexFindsWhatComparingFinds(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, draw := storetest.System(t, tenant(t, s, "acme")), rand.New(rand.NewPCG(7, 43))
		drawn := map[string]string{}
		for i := range 120 {
			drawn[fmt.Sprintf("p%03d", i)] = drawnWords(draw)
		}
		addPeople(t, s, ctx, drawn)
		compare := func() {
			t.Helper()
			for range 250 {
				text := drawnSearch(draw, drawn)
				if got, want := search(t, s, ctx, text), compared(t, s, ctx, text); !slices.Equal(got, want) {
					t.Errorf("the index finds %v for %q, comparing finds %v", got, text, want)
				}
			}
		}
		compare()
		changeWords(t, s, ctx, draw, drawn)
		compare()
	})
}

// drawnWords are words of few letters, so that searches meet often.
func drawnWords(draw *rand.Rand) string {
	var b strings.Builder
	for range 1 + draw.IntN(4) {
		for range 1 + draw.IntN(6) {
			b.WriteRune([]rune("aabbceöß.@-%_\\\"'7王🦊\x01")[draw.IntN(19)])
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// drawnSearch is a piece of somebody's words, or of nobody's; often their last letters.
func drawnSearch(draw *rand.Rand, people map[string]string) string {
	text := drawnWords(draw)
	if draw.IntN(4) > 0 {
		text = people[fmt.Sprintf("p%03d", draw.IntN(len(people)))]
	}
	letters := []rune(strings.TrimSpace(text))
	from := draw.IntN(len(letters))
	if draw.IntN(3) == 0 {
		return string(letters[from:])
	}
	return string(letters[from:min(len(letters), from+1+draw.IntN(5))])
}

// compared looks at each row.
func compared(t *testing.T, s *store.Store, ctx context.Context, text string) (found []string) {
	t.Helper()
	err := s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		found, err = c.User.Query().Where(store.Holding(text)).Order(db.Asc("user_name")).Select("user_name").Strings(ctx)
		return err
	})
	if err != nil {
		t.Fatalf("%.60q: %v", text, err)
	}
	return found
}

// changeWords gives a third other words, touches a third without changing them, and
// removes some.
func changeWords(t *testing.T, s *store.Store, ctx context.Context, draw *rand.Rand, people map[string]string) {
	t.Helper()
	err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		for i := range 100 {
			name, update := fmt.Sprintf("p%03d", i), tx.Client.User.Update()
			switch {
			case i%10 == 9:
				if _, err := tx.Client.User.Delete().Where(user.UserName(name)).Exec(ctx); err != nil {
					return err
				}
				continue
			case i%3 == 0:
				people[name] = drawnWords(draw)
			}
			words := store.SearchKey(strings.Fields(people[name])...)
			if err := update.Where(user.UserName(name)).SetSearchKey(words).SetTitle("other").Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWordsOfPeopleHaveOneReader goes past ent: the role that serves cannot touch the
// words, and the function that reads them knows the company of the transaction alone.
func TestWordsOfPeopleHaveOneReader(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	addPeople(t, s, storetest.System(t, acme), people)
	said(t, s, storetest.System(t, acme), "Asked by Müller")
	server := raw(t, address)
	tx := rawTx(t, server, acme)
	for table, column := range map[string]string{"users_search": "search_key", "deals_search": "words", "history_search": "comment"} {
		for _, statement := range []string{"SELECT FROM " + table, "UPDATE " + table + " SET " + column + " = ''", "DELETE FROM " + table, "TRUNCATE " + table,
			"INSERT INTO " + table + " (id, tenant_id, " + column + ") VALUES ('01900000-0000-7000-8000-000000000000', '" + acme.String() + "', 'x')"} {
			if _, refused := rows(t, tx, statement); !refused {
				t.Errorf("%s is not refused", statement)
			}
		}
	}
	for name, x := range map[string]struct {
		tenant ident.ID
		finds  int64
	}{"own": {acme, 1}, "another": {s.NewID(), 0}, "none": {ident.ID{}, 0}} {
		tx := rawTx(t, server, x.tenant)
		for _, statement := range []string{`SELECT mandate_people_search('{"%müller%"}', '{mül, ler}')`, `SELECT mandate_people_foremost('{"%ü%"}', '{ü}', '{1}', 5)`,
			`SELECT mandate_history_search('ller', '{}')`, `SELECT mandate_history_search(NULL, '{"[üÜ]"}')`} {
			if n, _ := rows(t, tx, statement); n != x.finds {
				t.Errorf("%s: %s finds %d", name, statement, n)
			}
		}
	}
	owner := rawTx(t, raw(t, as(t, address, cluster.Owner)), acme)
	if n, _ := rows(t, owner, "SELECT FROM users_search WHERE search_key <> ''"); n != int64(len(people)) {
		t.Errorf("%d rows of words, want one for each of %d people", n, len(people))
	}
	if n, _ := rows(t, owner, "SELECT FROM history_search WHERE comment <> ''"); n != 1 {
		t.Errorf("%d rows of comments, want 1", n)
	}
}

// TestFunctionsOfTheOwnerAreWalled: whatever runs with the rights of the owner says where
// it looks names up, and not everybody may execute it.
func TestFunctionsOfTheOwnerAreWalled(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	storetest.OpenAt(t, address, time.Now)
	found, err := raw(t, as(t, address, cluster.Owner)).QueryContext(t.Context(), `SELECT p.proname,
			EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0),
			coalesce('search_path=public, pg_temp' = ANY (p.proconfig), false)
		FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')`)
	must(t, err)
	defer found.Close()
	var names []string
	for found.Next() {
		var name string
		var everybody, fixed bool
		must(t, found.Scan(&name, &everybody, &fixed))
		if names = append(names, name); everybody || !fixed {
			t.Errorf("%s: everybody may execute it: %v; its search_path is fixed: %v", name, everybody, fixed)
		}
	}
	must(t, found.Err())
	for _, name := range []string{"mandate_people_search", "mandate_people_foremost", "mandate_users_words", "mandate_deals_search", "mandate_deals_words", "mandate_deals_added", "mandate_history_search", "mandate_history_words"} {
		if !slices.Contains(names, name) {
			t.Errorf("%s is not among %v", name, names)
		}
	}
}

// TestErasureTakesTheWords: with the words of a person go those beside the table.
func TestErasureTakesTheWords(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme := tenant(t, s, "acme")
	ctx := storetest.System(t, acme)
	addPeople(t, s, ctx, people)
	err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		if err := tx.Client.User.Update().Where(user.UserName("anna")).SetSearchKey("").Exec(ctx); err != nil {
			return err
		}
		_, err := tx.Client.User.Delete().Where(user.UserName("jose")).Exec(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	owner := rawTx(t, raw(t, as(t, address, cluster.Owner)), acme)
	for query, want := range map[string]int64{"SELECT FROM users_search WHERE search_key LIKE '%anna%' OR search_key LIKE '%jos%'": 0,
		"SELECT FROM users_search WHERE search_key = ''": 1, "SELECT FROM users_search": int64(len(people)) - 1} {
		if n, _ := rows(t, owner, query); n != want {
			t.Errorf("%s: %d rows, want %d", query, n, want)
		}
	}
}
