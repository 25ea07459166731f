package store_test

import (
	"testing"
	"time"

	"github.com/lib/pq"

	"mandate/store/storetest"
)

// TestAnotherRoleSearchesNothing: the role that serves may search the company of its transaction; one that
// has as much as may be read of the schema, and no more, is refused each function, whatever it calls itself.
func TestAnotherRoleSearchesNothing(t *testing.T) {
	t.Parallel()
	address := storetest.Address(t, "postgres")
	s := storetest.OpenAt(t, address, time.Now)
	acme, other := tenant(t, s, "acme"), tenant(t, s, "other")
	addPeople(t, s, storetest.System(t, acme), people)
	searches := []string{`mandate_people_search('{"%acme%"}', '{acm}')`, `mandate_people_foremost('{"%acme%"}', '{acm}', '{1}', 5)`}
	inside := []string{`mandate_people_sample('` + acme.String() + `')`, `mandate_people_first('` + acme.String() + `', '{"%acme%"}', 5, 500)`,
		`mandate_people_foremost('{"%acme%"}', '{acm}', 5)`, `mandate_users_search('%acme%', '{"%acme%"}')`, `mandate_users_foremost('%acme%', '{"%acme%"}', 5)`}
	own, foreign := rawTx(t, raw(t, address), acme), rawTx(t, raw(t, address), other)
	for _, search := range searches {
		if n, refused := rows(t, own, "SELECT "+search); n == 0 || refused {
			t.Errorf("%s: the role that serves finds %d, refused: %v", search, n, refused)
		}
		if n, _ := rows(t, foreign, "SELECT "+search); n != 0 {
			t.Errorf("%s: another company finds %d", search, n)
		}
	}
	for _, search := range inside {
		if _, refused := rows(t, own, "SELECT "+search); !refused {
			t.Errorf("%s: the role that serves is not refused what others call, or called", search)
		}
	}
	reader := rawTx(t, raw(t, as(t, address, "")), acme)
	role := pq.QuoteIdentifier("reader_" + acme.String())
	for _, statement := range []string{"CREATE ROLE " + role, "GRANT USAGE ON SCHEMA public TO " + role, "SET LOCAL ROLE " + role} {
		_, err := reader.ExecContext(t.Context(), statement)
		must(t, err)
	}
	for _, search := range append(searches, inside...) {
		if _, refused := rows(t, reader, "SELECT "+search); !refused {
			t.Errorf("%s: another role is not refused", search)
		}
	}
}
