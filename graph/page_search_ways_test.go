package graph_test

import (
	"testing"
	"time"

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
