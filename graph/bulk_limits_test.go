package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/fault"
)

const bulkLimits = `mutation($in: UsersBulkUpdateInput!) { usersBulkUpdate(input: $in) { count results { outcome userErrors { code field }
	user { lendingLimits { maxCapacity loanAmount { amount unlimited } } preferences { autoAssign locations languages } } } job { id } userErrors { code field } } }`

// TestBulkLimitsAndPreferences: limits in money and preferences of several people, each with
// the rules of the single operation and a result of its own; a dry run says the same and
// writes nothing.
func TestBulkLimitsAndPreferences(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.role("desk", []string{"user.manage"}, nil)
		clerk := o.hire("Kim Clerk", "desk")
		all := []string{usr(c.uma), usr(c.ada), usr(c.other)}
		change := vars{"maxCapacity": 7, "loanAmount": vars{"amount": "250000.00"}, "locations": []string{"ON", "QC"}, "languages": []string{"fr"}, "autoAssign": false}
		bulk := func(more vars) vars {
			v := vars{"userIds": all, "change": change}
			for k, x := range more {
				v[k] = x
			}
			return vars{"in": v}
		}
		for _, dry := range []bool{true, false} {
			before := o.entriesOf("LIMITS_UPDATED")
			a := o.ask(as(c.ada), bulkLimits, bulk(vars{"dryRun": dry})).done("usersBulkUpdate").want("usersBulkUpdate.results.0.outcome", "CHANGED").
				want("usersBulkUpdate.results.1.outcome", "REFUSED").want("usersBulkUpdate.results.1.userErrors.0.code", "SELF_GRANT").
				want("usersBulkUpdate.results.2.userErrors.0.code", "UNKNOWN_USER")
			if n := o.entriesOf("LIMITS_UPDATED") - before; dry && n != 0 || !dry && n != 1 {
				t.Errorf("dry run %t: %d entries", dry, n)
			}
			if !dry {
				a.want("usersBulkUpdate.results.0.user.lendingLimits.maxCapacity", 7).want("usersBulkUpdate.results.0.user.lendingLimits.loanAmount.amount", "250000.00").
					want("usersBulkUpdate.results.0.user.preferences.locations", "[ON QC]").want("usersBulkUpdate.results.0.user.preferences.languages", "[fr]").want("usersBulkUpdate.results.0.user.preferences.autoAssign", false)
			}
		}
		o.ask(as(c.ada), bulkLimits, bulk(nil)).done("usersBulkUpdate").want("usersBulkUpdate.results.0.outcome", "UNCHANGED")
		for field, bad := range map[string]vars{"change.loanAmount.amount": {"loanAmount": vars{"amount": "1.001"}},
			"change.productIds": {"productIds": []string{usr(c.uma)}}, "change.addRoleIds": {"addRoleIds": []string{usr(c.uma)}}, "change.autoAssign": {"autoAssign": nil}} {
			refused := o.ask(as(c.ada), bulkLimits, vars{"in": vars{"userIds": all, "change": bad}}).ok()
			paths := refused.list("usersBulkUpdate.userErrors")
			if len(paths) != 1 || fmt.Sprint(paths[0].(map[string]any)["field"]) != fmt.Sprint(strings.Split(field, ".")) {
				t.Errorf("%s: %s", field, refused.Raw)
			}
		}
		o.ask(as(c.ada), bulkLimits, vars{"in": vars{"userIds": all[:1], "change": vars{"maxCapacity": -1}}}).done("usersBulkUpdate").
			want("usersBulkUpdate.results.0.outcome", "REFUSED").want("usersBulkUpdate.results.0.userErrors.0.field", "[maxCapacity]").want("usersBulkUpdate.results.0.user.lendingLimits.maxCapacity", 7)
		o.ask(as(clerk), bulkLimits, bulk(nil)).userError("usersBulkUpdate", string(fault.CodeForbidden))
		o.dual(true)
		o.ask(as(c.ada), bulkLimits, vars{"in": vars{"userIds": []string{usr(c.uma)}, "change": vars{"loanAmount": vars{"unlimited": true}}}}).done("usersBulkUpdate").
			want("usersBulkUpdate.results.0.outcome", "WAITS").want("usersBulkUpdate.results.0.user.lendingLimits.loanAmount.amount", "250000.00")
		o.ask(as(c.bob), `{ pendingChanges(first: 5) { totalCount } }`, nil).ok().want("pendingChanges.totalCount", 1)
	})
}

// TestBulkLimitsAsAJob: more than 200 people, with what is unset and emptied too, and one row
// for each.
func TestBulkLimitsAsAJob(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		people := []string{usr(c.ada)}
		for i := range 200 {
			people = append(people, usr(o.hire(fmt.Sprintf("Many %d", i))))
		}
		o.limit(c.uma, 4, 900_000)
		people = append(people, usr(c.uma))
		for _, dry := range []bool{true, false} {
			job := o.ask(as(c.ada), bulkLimits, vars{"in": vars{"userIds": people, "dryRun": dry, "change": vars{"maxCapacity": nil, "loanAmount": vars{"amount": "10.00"}, "locations": []string{}}}}).
				done("usersBulkUpdate").want("usersBulkUpdate.count", 202).at("usersBulkUpdate.job.id")
			o.work()
			o.ask(as(c.ada), `query($id: ID!) { node(id: $id) { ... on Job { state progress refused dryRun rows(first: 3, outcomes: [REFUSED]) { totalCount nodes { row outcome code targetId } } } } }`, vars{"id": job}).ok().
				want("node.state", "DONE").want("node.progress", 202).want("node.refused", 1).want("node.dryRun", dry).want("node.rows.nodes.0.code", "SELF_GRANT").want("node.rows.nodes.0.targetId", usr(c.ada))
			held := o.person(c.uma).Edges.Limits
			if want := map[bool]string{true: "4", false: "<nil>"}[dry]; fmt.Sprint(orNothing(held.MaxCapacity)) != want {
				t.Errorf("dry run %t: capacity %v", dry, orNothing(held.MaxCapacity))
			}
		}
		if n := o.entriesOf("LIMITS_UPDATED"); n != 202 {
			t.Errorf("%d entries", n)
		}
	})
}

// TestBulkLimitsOfAnotherCurrency: a job that has waited refuses amounts that were given in
// the currency of before: they would mean another sum.
func TestBulkLimitsOfAnotherCurrency(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		o.works()
		c := o.cast()
		people := []string{}
		for i := range 201 {
			people = append(people, usr(o.hire(fmt.Sprintf("Many %d", i))))
		}
		start := func(change vars) any {
			return o.ask(as(c.ada), bulkLimits, vars{"in": vars{"userIds": people, "change": change}}).done("usersBulkUpdate").at("usersBulkUpdate.job.id")
		}
		amounts, counts := start(vars{"loanAmount": vars{"amount": "10.00"}}), start(vars{"maxCapacity": 3})
		yen := "JPY"
		o.must(o.people.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{Currency: &yen}))
		o.work()
		const node = `query($id: ID!) { node(id: $id) { ... on Job { state refused rows(first: 1, outcomes: [REFUSED]) { totalCount nodes { code } } } } }`
		o.ask(as(c.ada), node, vars{"id": amounts}).ok().want("node.state", "DONE").want("node.refused", 201).want("node.rows.nodes.0.code", "INVALID")
		o.ask(as(c.ada), node, vars{"id": counts}).ok().want("node.state", "DONE").want("node.refused", 0)
	})
}

func orNothing(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}
