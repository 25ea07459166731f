package graph_test

import "testing"

// TestBulkWaitsForASecondPerson: with dual control a row of limits or roles says that it
// waits, on trial and when an idempotency key is used again too, and nobody has anything else
// than before; what needs no second person is changed beside it.
func TestBulkWaitsForASecondPerson(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		o.limit(c.uma, 4, 900_000)
		o.dual(true)
		bob, pat := o.person(c.bob), o.hire("Pat Third", "underwriter")
		waiting := 0
		for name, one := range map[string]struct {
			who    string
			change vars
			want   string
			more   int
		}{
			"limits":  {usr(c.uma), vars{"loanAmount": nil}, "WAITS", 1},
			"roles":   {usr(c.uma), vars{"addRoleIds": []string{o.roleID("auditor")}}, "WAITS", 1},
			"profile": {usr(c.bob), vars{"mfaRequired": !bob.MfaRequired}, "CHANGED", 0},
			"both":    {usr(pat), vars{"maxCapacity": 9, "autoAssign": false}, "WAITS", 1},
		} {
			in := vars{"userIds": []string{one.who}, "change": one.change, "idempotencyKey": name}
			dry := vars{"userIds": []string{one.who}, "change": one.change, "dryRun": true}
			o.ask(as(c.ada), bulkLimits, vars{"in": dry}).done("usersBulkUpdate").want("usersBulkUpdate.results.0.outcome", one.want)
			o.ask(as(c.bob), `{ pendingChanges(first: 5) { totalCount } }`, nil).ok().want("pendingChanges.totalCount", waiting)
			waiting += one.more
			for range 2 {
				o.ask(as(c.ada), bulkLimits, vars{"in": in}).done("usersBulkUpdate").want("usersBulkUpdate.results.0.outcome", one.want)
				o.ask(as(c.bob), `{ pendingChanges(first: 5) { totalCount } }`, nil).ok().want("pendingChanges.totalCount", waiting)
			}
		}
		if held := o.person(c.uma).Edges.Limits; held == nil || held.MaxCapacity == nil || *held.MaxCapacity != 4 {
			t.Errorf("limits %+v", held)
		}
	})
}

// TestImportWaitsForASecondPerson: the report of a file says the same.
func TestImportWaitsForASecondPerson(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		o.dual(true)
		file := "email,maxCapacity\n" + o.person(c.uma).Email + ",7\n"
		job := o.ask(as(c.ada), `mutation($in: UsersImportInput!) { usersImport(input: $in) { job { id } userErrors { code field } } }`,
			vars{"in": vars{"format": "CSV", "content": file}}).done("usersImport").at("usersImport.job.id")
		o.work()
		o.ask(as(c.ada), `query($id: ID!) { node(id: $id) { ... on Job { state refused rows(first: 3, outcomes: [WAITS]) { totalCount nodes { row outcome targetId } } } } }`, vars{"id": job}).ok().
			want("node.state", "DONE").want("node.refused", 0).want("node.rows.totalCount", 1).want("node.rows.nodes.0.outcome", "WAITS").want("node.rows.nodes.0.targetId", usr(c.uma))
	})
}
