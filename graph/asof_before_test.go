package graph_test

import (
	"net/http"
	"testing"
	"time"

	"mandate/fault"
)

// TestAsOfBeforeTheCompany: every list of the past answers alike for a day on which there
// was no company, and leaves out who was not there yet.
func TestAsOfBeforeTheCompany(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		early := o.then()
		late := o.hire("Late Lender", "underwriter")
		long := o.store.Now().Add(-48 * time.Hour)
		for _, field := range []string{"outOfOffice(first: 9, asOf: $at) { totalCount }", "users(first: 9, asOf: $at) { totalCount }", `approvers(amount: "500000.00", first: 9, asOf: $at) { totalCount }`,
			"outOfOffice(first: 9, asOf: $at, range: {from: \"2026-01-01\", to: \"2026-01-02\"}) { totalCount }"} {
			o.ask(as(c.ada), "query($at: Time!) { "+field+" }", vars{"at": long}).refused(http.StatusOK, fault.CodeNotFound)
		}
		o.ask(as(c.ada), `query($at: Time!, $id: ID!) { users(first: 9, asOf: $at, search: "Late") { totalCount } outOfOffice(first: 9, userId: $id, asOf: $at) { totalCount } }`,
			vars{"at": early, "id": usr(late)}).ok().want("users.totalCount", 0).want("outOfOffice.totalCount", 0)
	})
}
