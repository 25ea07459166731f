package graph_test

import (
	"context"
	"testing"
	"time"

	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
	"mandate/store/storetest/relay"
)

// TestASearchOfPeopleIsAFewWays counts what a searched page of people asks of PostgreSQL one after the
// other, once the connections to it know their statements: who asks, who has the words, and their rows, with
// the beginning and the end of what is read. What a list is narrowed by besides is planned for its values,
// which is a way more for each statement.
func TestASearchOfPeopleIsAFewWays(t *testing.T) {
	t.Parallel()
	r := relay.New(t, storetest.Address(t, "postgres"))
	o := open(t, storetest.OpenAt(t, r.Address, time.Now))
	ada := o.hire("Ada Lovelace", "administrator")
	ways := func(asked string) int64 {
		page := func() int64 {
			before := r.Sent.Load()
			o.ask(as(ada), `{ users(first: 50, search: "lovelace"`+asked+`) { nodes { name } } }`, nil).ok().want("users.nodes.0.name", "Ada Lovelace")
			return r.Sent.Load() - before
		}
		for range 8 { // by then PostgreSQL has chosen whether one plan serves all
			page()
		}
		return page()
	}
	if got := ways(""); got != 5 {
		t.Errorf("a search takes %d ways, want 5", got)
	}
	if got := ways(", where: {active: true}"); got != 9 {
		t.Errorf("a search that is narrowed takes %d ways, want 9", got)
	}
}

// TestAPageIsFilledBesideThoseWhoLeft: where many of the first people who have the words are of the list no
// longer, more are looked at in its order on SQLite, and the index of trigrams is not asked: here it isn't
// even there.
func TestAPageIsFilledBesideThoseWhoLeft(t *testing.T) {
	t.Parallel()
	town := populated(t, "sqlite", 300)
	every := town.foundBare("lender", "FIRST_NAME")
	town.filled(func(ctx context.Context, tx *store.Tx) error {
		var left []ident.ID
		for _, text := range every[10:40] {
			_, id, err := ident.Decode(text)
			town.must(err)
			left = append(left, id)
		}
		if err := tx.Client.User.Update().Where(user.IDIn(left...)).SetDeletedAt(tx.Now).Exec(ctx); err != nil {
			return err
		}
		_, err := tx.Client.ExecContext(ctx, "DROP TABLE users_search_terms; DROP TABLE users_search")
		return err
	})
	want := town.foundBare("lender", "FIRST_NAME")[:50]
	page := town.ask(as(town.ada), `{ users(first: 50, search: "lender") { nodes { id } } }`, nil).ok().list("users.nodes")
	if len(every)-len(town.foundBare("lender", "FIRST_NAME")) != 30 || len(page) != 50 {
		t.Fatalf("%d people on the page", len(page))
	}
	for i, node := range page {
		if id := node.(map[string]any)["id"]; id != want[i] {
			t.Errorf("person %d is %s, want %s", i, id, want[i])
		}
	}
}
