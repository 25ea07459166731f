package graph_test

import (
	"fmt"
	"testing"

	"mandate/fault"
)

// TestManyDealsAreAJob: more than 200 deals become a DEALS_SUBMIT job, whose rows say
// what became of each (point 10).
func TestManyDealsAreAJob(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 1000, 600_000)
		o.works()
		los := with(o.key("service-los"))
		many := func(name, policy string, more vars) vars {
			v := vars{"errorPolicy": policy}
			var deals []vars
			for i := range 450 {
				amount := "1.00"
				if i == 230 {
					amount = "1.001"
				}
				deals = append(deals, figures(fmt.Sprintf("%s-%d", name, i), amount, nil))
			}
			v["deals"] = deals
			for k, x := range more {
				v[k] = x
			}
			return v
		}
		const submit = `mutation($in: DealsSubmitInput!) { dealsSubmit(input: $in) { results { tried } job { id kind state total dryRun } userErrors { code field } } }`
		const look = `query($id: ID!) { node(id: $id) { ... on Job { state total progress refused rows(first: 1, outcomes: [REFUSED]) { totalCount nodes { row code field targetId } } made: rows(first: 1, outcomes: [CREATED]) { totalCount nodes { row targetId } }
			there: rows(first: 1, outcomes: [UNCHANGED]) { totalCount } } } }`
		run := func(in vars) *answer {
			t.Helper()
			a := o.ask(los, submit, vars{"in": in}).done("dealsSubmit").want("dealsSubmit.job.kind", "DEALS_SUBMIT").want("dealsSubmit.job.total", 450).want("dealsSubmit.results", "[]")
			o.work()
			return o.ask(los, look, vars{"id": a.at("dealsSubmit.job.id")}).ok()
		}
		count := func(n int) {
			t.Helper()
			o.ask(los, `{ deals(first: 1) { totalCount } }`, nil).ok().want("deals.totalCount", n)
		}
		run(many("A", "CONTINUE", vars{"dryRun": true})).want("node.state", "DONE").want("node.progress", 450).want("node.refused", 1).want("node.made.nodes.0.targetId", nil)
		count(0)
		first := run(many("A", "CONTINUE", vars{"idempotencyKey": "k"})).want("node.state", "DONE").want("node.progress", 450).want("node.refused", 1).
			want("node.rows.nodes.0.row", 231).want("node.rows.nodes.0.code", "INVALID").want("node.rows.nodes.0.field", "facilities").want("node.made.totalCount", 449)
		count(449)
		o.ask(as(c.ada), `query($id: ID!) { deal(id: $id) { reference owner { name } history(first: 9) { nodes { action source } } } }`, vars{"id": first.at("node.made.nodes.0.targetId")}).ok().
			want("deal.reference", "A-0").want("deal.owner.name", "Uma Underwood").want("deal.history.nodes.1.action", "DEAL_CREATED").want("deal.history.nodes.1.source", "")
		again := o.ask(los, submit, vars{"in": many("A", "CONTINUE", vars{"idempotencyKey": "k"})}).done("dealsSubmit")
		o.ask(los, look, vars{"id": again.at("dealsSubmit.job.id")}).ok().want("node.made.totalCount", 449)
		run(many("A", "CONTINUE", nil)).want("node.there.totalCount", 449).want("node.made.totalCount", 0)
		run(many("B", "STOP", nil)).want("node.state", "DONE").want("node.progress", 231).want("node.refused", 1).want("node.made.totalCount", 230)
		count(679)

		late := o.ask(los, submit, vars{"in": many("C", "STOP", nil)}).done("dealsSubmit")
		o.ask(as(o.hire("Aude Auditor", "auditor")), submit, vars{"in": many("D", "STOP", nil)}).refused(403, fault.CodeForbidden)
		o.ask(as(c.ada), `mutation($id: ID!) { jobCancel(input: {jobId: $id}) { job { state } userErrors { code } } }`, vars{"id": late.at("dealsSubmit.job.id")}).done("jobCancel").want("jobCancel.job.state", "CANCELLED")
		o.work()
		count(679)
	})
}
