package graph_test

import "testing"

// TestPagesBehindAnApproverWhoIsAway: who is away takes no place in a page of available approvers, and
// the page says that others follow.
func TestPagesBehindAnApproverWhoIsAway(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		third := o.hire("Abe Third", "approver")
		o.limit(third, 0, 900_000)
		o.away(b.pat, 0, 3, b.uma)
		const page = `query($behind: String) { approvers(amount: "700000.00", first: 1, after: $behind) { totalCount pageInfo { hasNextPage endCursor } nodes { user { name } } } }`
		first := o.ask(as(b.ada), page, nil).ok().want("approvers.totalCount", 2).want("approvers.nodes.0.user.name", "Peg Approver").
			want("approvers.pageInfo.hasNextPage", true)
		o.ask(as(b.ada), page, vars{"behind": first.at("approvers.pageInfo.endCursor")}).ok().
			want("approvers.nodes.0.user.name", "Abe Third").want("approvers.pageInfo.hasNextPage", false)
	})
}
