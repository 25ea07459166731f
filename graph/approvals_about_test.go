package graph_test

import (
	"fmt"

	"mandate/fault"
)

// countsRequests narrows the one request of a board (R-1 of 700,000, Uma asks Pat) by its deal
// and by who was asked.
func (o *office) countsRequests(b board) {
	o.t.Helper()
	count := `query($where: ApprovalWhere) { approvals(first: 1, where: $where) { totalCount } }`
	for _, c := range []struct {
		name  string
		where vars
		want  int
	}{
		{"asked", vars{"approverId": usr(b.pat)}, 1},
		{"asked nobody but Pat", vars{"approverId": usr(b.peg)}, 0},
		{"begins so", vars{"reference": "R-"}, 1},
		{"ends so", vars{"reference": "-1"}, 0},
		{"a sign of LIKE is a sign", vars{"reference": "R%"}, 0},
		{"at the bound", vars{"amountFrom": "700000.00", "amountTo": "700000.00"}, 1},
		{"below", vars{"amountFrom": "700000.01"}, 0},
		{"above", vars{"amountTo": "699999.99"}, 0},
		{"all together", vars{"reference": "R-1", "amountFrom": "1.00", "approverId": usr(b.pat), "askedByMe": true}, 1},
	} {
		if got := o.ask(as(b.uma), count, vars{"where": c.where}).ok().at("approvals.totalCount"); fmt.Sprint(got) != fmt.Sprint(c.want) {
			o.t.Errorf("%s: %v requests, want %d", c.name, got, c.want)
		}
	}
	o.ask(as(b.peg), count, vars{"where": vars{"reference": "R-", "amountFrom": "1.00"}}).ok().want("approvals.totalCount", 0)
	o.ask(as(b.uma), count, vars{"where": vars{"amountFrom": "much"}}).refused(200, fault.CodeInvalid)
	o.ask(as(b.uma), count, vars{"where": vars{"approverId": "deal_1"}}).refused(200, fault.CodeUnknownUser)
}
