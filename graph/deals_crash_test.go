package graph_test

import (
	"fmt"
	"testing"

	"mandate/assign"
	"mandate/assign/desk"
)

// TestSubmittedDealsSurviveACrash: a worker dies after a batch was committed and before the
// job says so; who goes on doubles nothing and loses nothing.
func TestSubmittedDealsSurviveACrash(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 1000, 600_000)
		o.works()
		los := with(o.key("service-los"))
		var deals []vars
		var done []desk.ImportedDeal
		for i := range 450 {
			reference := fmt.Sprint("K-", i)
			deals = append(deals, figures(reference, "1.00", nil))
			done = append(done, desk.ImportedDeal{Submission: desk.Submission{Reference: reference,
				Facilities: []desk.FacilityText{{Category: assign.CategoryMortgage, Amount: "1.00"}}}})
		}
		job := o.ask(los, `mutation($in: DealsSubmitInput!) { dealsSubmit(input: $in) { job { id } userErrors { code } } }`,
			vars{"in": vars{"errorPolicy": "STOP", "deals": deals}}).done("dealsSubmit").at("dealsSubmit.job.id")
		_, err := o.desk.Import(o.ctx, done[:200], desk.ImportOptions{Submitted: true}) // what the dead worker left
		o.must(err)
		o.work()
		o.ask(los, `query($id: ID!) { node(id: $id) { ... on Job { state progress refused made: rows(first: 1, outcomes: [CREATED]) { totalCount nodes { row } }
			there: rows(first: 1, outcomes: [UNCHANGED]) { totalCount nodes { row } } } } }`, vars{"id": job}).ok().
			want("node.state", "DONE").want("node.progress", 450).want("node.refused", 0).
			want("node.there.totalCount", 200).want("node.there.nodes.0.row", 1).want("node.made.totalCount", 250).want("node.made.nodes.0.row", 201)
		o.ask(los, `{ deals(first: 1) { totalCount } }`, nil).ok().want("deals.totalCount", 450)
	})
}
