package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"mandate/ent/db/user"
	"mandate/store"
	"mandate/store/storetest"
)

// TestWordsTogetherAreThoseOfPeople: whatever happens to people, their words stand together once each as
// they are, and nothing of what they were before is left. Some ids hold what separates people.
func TestWordsTogetherAreThoseOfPeople(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "sqlite")
	s := storetest.OpenAt(t, address, time.Now)
	acme, other := storetest.System(t, tenant(t, s, "acme")), storetest.System(t, tenant(t, s, "other"))
	draw := rand.New(rand.NewPCG(20, 11))
	drawn := map[string]string{}
	for i := range 150 {
		drawn[fmt.Sprintf("p%03d", i)] = drawnWords(draw)
	}
	addPeople(t, s, acme, drawn)
	addPeople(t, s, other, map[string]string{"anna": "anna a", "bo": "bo b"})
	oddPeople(t, s, acme, 1, 100, 1)
	together := func(when string) {
		t.Helper()
		const entry = `CAST(char(10) || u.id || length(CAST(first_name_key AS BLOB)) || ':' || length(CAST(search_key AS BLOB)) || ':' || first_name_key || search_key AS BLOB)`
		var missing, spare, people int
		must(t, rawSQLite(t, address).QueryRowContext(t.Context(), `SELECT
			(SELECT count(*) FROM users u WHERE NOT EXISTS (SELECT 1 FROM people_words w WHERE w.tenant_id = u.tenant_id AND instr(w.words, `+entry+`))),
			(SELECT coalesce(sum(length(words)), 0) FROM people_words) - (SELECT sum(length(`+entry+`)) FROM users u), (SELECT count(*) FROM users)`).Scan(&missing, &spare, &people))
		if missing != 0 || spare != 0 || people < 100 {
			t.Errorf("%s: of %d people %d are not there, and %d bytes are nobody's", when, people, missing, spare)
		}
	}
	together("new")
	nameAnew(t, s, acme, draw, drawn)
	changeWords(t, s, acme, draw, drawn)
	together("changed")
	must(t, s.Write(acme, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		if _, err := tx.Client.User.Delete().Where(user.UserNameHasPrefix("p")).Exec(ctx); err != nil {
			return err
		}
		return tx.Client.User.Update().SetSearchKey("").Exec(ctx)
	}))
	together("erased")
	if found, _ := foremost(t, s, other, "a", 5, 5); len(found) != 1 {
		t.Errorf("%d people of the other company are found by the letter of one", len(found))
	}
}

// oddPeople adds people of a company in the order of the list: numbered from one number to another, and so
// far apart from each other in the table.
func oddPeople(t *testing.T, s *store.Store, ctx context.Context, from, to, apart int) {
	t.Helper()
	must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		if err := tx.Client.User.Create().SetID(tx.NewID()).SetUserName("first").SetActivatedAt(tx.Now).Exec(ctx); err != nil {
			return err
		}
		_, err := tx.Client.ExecContext(ctx, `WITH RECURSIVE g(n) AS (SELECT $1 UNION ALL SELECT n + 1 FROM g WHERE n < $2)
			INSERT INTO users (rowid, id, tenant_id, created_at, updated_at, activated_at, user_name, user_name_key, first_name_key, search_key)
			SELECT 1000000 + n * $3, unhex(printf('%032x', n)), tenant_id, created_at, updated_at, activated_at, n, n, printf('n%05d', n),
				' lender' || CASE WHEN n > 10100 THEN ' zoë q' || n ELSE '' END FROM users, g WHERE user_name = 'first'`, from, to, apart)
		return err
	}))
}

// TestForemostBehindTheWalkOnSQLite: who stands behind the people that are compared in the order of the
// list is found in that order, beside words that everybody has and by any length: in a company whose
// people stand together, and in one of so many parts that FTS5 is asked.
func TestForemostBehindTheWalkOnSQLite(t *testing.T) {
	t.Parallel()
	for name, apart := range map[string]int{"together": 1, "apart": 64} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.Open(t, "sqlite")
			ctx := storetest.System(t, tenant(t, s, "acme"))
			oddPeople(t, s, ctx, 1, 10200, apart)
			for _, text := range []string{"zo", "zoë", "lender zoë", "lender q", "q1015 lender", "q10150 zo", "lender qx", "xyz"} {
				every := inOrderOfNames(t, s, ctx, store.Holding(text))
				found, all := foremost(t, s, ctx, text, 57, 60)
				got := inOrderOfNames(t, s, ctx, store.Found(text, found))
				if want := every[:min(60, len(every))]; !slices.Equal(got, want) || all != (len(every) < 60) {
					t.Errorf("%q: %d are found, these are all: %v; want %d of %d, the first in the list", text, len(got), all, len(want), len(every))
				}
			}
			if n := len(inOrderOfNames(t, s, ctx, store.Holding("lender q"))); n != 100 {
				t.Errorf("%d people have both", n)
			}
		})
	}
}

// TestFTS5IsNotAskedForNothing: where all of a company's people have been compared, FTS5 is not
// asked, whose lists are of everybody in the database: here it isn't even there. It is so for people who
// stand together and for those of many parts.
func TestFTS5IsNotAskedForNothing(t *testing.T) {
	t.Parallel()
	for name, apart := range map[string]int{"together": 1, "apart": 64} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.Open(t, "sqlite")
			ctx := storetest.System(t, tenant(t, s, "acme"))
			oddPeople(t, s, ctx, 7501, 10103, apart) // 2,603 people
			must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
				someEvent(tx)
				_, err := tx.Client.ExecContext(ctx, "DROP TABLE users_search_terms; DROP TABLE users_search")
				return err
			}))
			for text, want := range map[string]int{"zoë": 3, "zo 1": 3, "xyz": 0} {
				if found, all := foremost(t, s, ctx, text, 57, 60); len(found) != want || !all {
					t.Errorf("%q: %d, all of them %v; want %d", text, len(found), all, want)
				}
			}
		})
	}
}

// TestTheListIsReadAsFarAsItFills: what every fiftieth person has is found on the way through the list, and
// the words that stand together are not compared: here they are not even there. What none of the first 500
// has is looked for among these.
func TestTheListIsReadAsFarAsItFills(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, "sqlite")
	ctx := storetest.System(t, tenant(t, s, "acme"))
	oddPeople(t, s, ctx, 1, 7000, 1)
	must(t, s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		_, err := tx.Client.ExecContext(ctx, `UPDATE users SET search_key = search_key || ' berg' || CASE WHEN rowid > 1000500 THEN ' graf' ELSE '' END WHERE rowid % 50 = 0;
			DELETE FROM people_words`)
		return err
	}))
	for text, want := range map[string]int{"berg": 57, "lender berg": 57, "graf": 0, "berg graf": 0} {
		if found, all := foremost(t, s, ctx, text, 57, 102); len(found) != want || all != (want == 0) {
			t.Errorf("%q: %d are found, these are all: %v; want %d", text, len(found), all, want)
		}
	}
}
