package graph_test

import (
	"testing"

	"mandate/fault"
	"mandate/ident"
)

const asked = `approvalRequest { id version state comment requestedBy { name } decidedAt places { state approver { name } comment figures { loanAmount { amount } } } viewerCan { action allowed code } deal { reference } }
	deal { version blocked grant { approver { name } figures { loanAmount { amount } } request { id } } approvalRequest { state } }`

// board is a company in which Uma's deal of 700,000 exceeds her 600,000.
type board struct {
	cast
	pat, peg ident.ID // approvers without a bound
	deal     string
	id       ident.ID
}

func (o *office) board() board {
	o.t.Helper()
	b := board{cast: o.cast(), pat: o.hire("Pat Approver", "approver"), peg: o.hire("Peg Approver", "approver")}
	o.limit(b.uma, 5, 600_000)
	b.id = o.submit("R-1", 500_000)
	b.deal = b.id.Text(ident.Deal)
	for _, id := range []ident.ID{b.pat, b.peg} {
		o.limit(id, 0, 5_000_000)
	}
	o.ask(as(b.uma), `mutation($id: ID!) { dealUpdate(input: { dealId: $id, expectedVersion: 1, facilities: [{ category: MORTGAGE, amount: "700000.00" }] }) { userErrors { code } } }`, vars{"id": b.deal}).done("dealUpdate")
	return b
}

func TestApprovals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		ask := func(more vars, approvers ...ident.ID) vars {
			ids := []string{}
			for _, id := range approvers {
				ids = append(ids, usr(id))
			}
			v := vars{"dealId": b.deal, "approverIds": ids}
			for k, x := range more {
				v[k] = x
			}
			return v
		}
		boss := o.hire("Tom Team", "team-manager")
		o.steps("approvalRequest", asked, []step{
			{name: "not on the deal", by: as(boss), input: ask(nil, b.pat), code: "NOT_ON_DEAL", field: "dealId"},
			{name: "nobody", by: as(b.uma), input: ask(nil), code: "REQUIRED", field: "approverIds"},
			{name: "no approver", by: as(b.uma), input: ask(nil, b.bob), code: "APPROVER_NOT_AVAILABLE", field: "approverIds"},
			{name: "two where one is needed", by: as(b.uma), input: ask(nil, b.pat, b.peg), code: "INVALID", field: "approverIds"},
			{name: "three", by: as(b.uma), input: ask(nil, b.pat, b.peg, b.bob), code: "TOO_LARGE", field: "approverIds"},
			{name: "stale", by: as(b.uma), input: ask(vars{"expectedVersion": 1}, b.pat), code: "STALE", check: map[string]any{"deal.version": 2}},
			{name: "not to be seen", by: as(b.pat), input: ask(nil, b.peg), code: "UNKNOWN_DEAL", field: "dealId", check: map[string]any{"deal": nil}},
			{name: "success", by: as(b.uma), input: ask(vars{"comment": "please", "idempotencyKey": "k"}, b.pat),
				check: map[string]any{"approvalRequest.state": "PENDING", "approvalRequest.comment": "please", "approvalRequest.places.0.approver.name": "Pat Approver", "approvalRequest.places.0.state": "PENDING",
					"approvalRequest.requestedBy.name": "Uma Underwood", "deal.blocked": true, "deal.approvalRequest.state": "PENDING"}},
			{name: "again", by: as(b.uma), input: ask(vars{"comment": "please", "idempotencyKey": "k"}, b.pat), check: map[string]any{"approvalRequest.state": "PENDING"}},
			{name: "twice", by: as(b.uma), input: ask(nil, b.peg), code: "REQUEST_PENDING", field: "dealId"},
		})
		waiting := `{ approvals(first: 5, where: { waitingForMe: true }) { totalCount nodes { id state deal { reference version } viewerCan { action code } } } }`
		a := o.ask(as(b.pat), waiting, nil).ok().want("approvals.totalCount", 1).want("approvals.nodes.0.deal.reference", "R-1").want("approvals.nodes.0.viewerCan.0.code", nil)
		request, version := a.at("approvals.nodes.0.id"), a.at("approvals.nodes.0.deal.version")
		o.ask(as(b.peg), waiting, nil).ok().want("approvals.totalCount", 0)
		o.ask(as(b.peg), `{ approvals(first: 5) { totalCount } }`, nil).ok().want("approvals.totalCount", 0)
		o.ask(as(b.uma), `{ approvals(first: 5, where: { askedByMe: true, states: [PENDING], dealId: "`+b.deal+`" }) { totalCount } }`, nil).ok().want("approvals.totalCount", 1)
		o.countsRequests(b)
		o.ask(as(b.pat), `query($id: ID!) { deal(id: $id) { reference } }`, vars{"id": b.deal}).ok().want("deal.reference", "R-1")
		o.ask(as(b.pat), `{ notifications(first: 5) { unreadCount nodes { type subjectId subjectName } } }`, nil).ok().want("notifications.nodes.0.type", "APPROVAL_REQUESTED").
			want("notifications.nodes.0.subjectName", "R-1").want("notifications.nodes.0.subjectId", request).want("notifications.unreadCount", 2)
		o.steps("approvalReroute", asked, []step{
			{name: "still there", by: as(b.uma), input: vars{"requestId": request, "approverIds": []string{usr(b.peg)}, "expectedVersion": 1}, code: "REQUEST_PENDING", field: "requestId"},
		})
		o.away(b.pat, 0, 1, b.bob)
		unrouted := o.ask(as(b.uma), `query($id: ID!) { node(id: $id) { ... on ApprovalRequest { state version viewerCan { action code } } } }`, vars{"id": request}).ok().
			want("node.state", "UNROUTED").want("node.viewerCan.1.code", nil)
		o.steps("approvalReroute", asked, []step{
			{name: "stale", by: as(b.uma), input: vars{"requestId": request, "approverIds": []string{usr(b.peg)}, "expectedVersion": 99}, code: "STALE"},
			{name: "success", by: as(b.uma), input: vars{"requestId": request, "approverIds": []string{usr(b.peg)}, "expectedVersion": unrouted.at("node.version")}, check: map[string]any{"approvalRequest.state": "PENDING", "approvalRequest.places.0.approver.name": "Peg Approver"}},
			{name: "not to be seen", by: as(o.hire("Sam Stranger", "underwriter")), input: vars{"requestId": request, "approverIds": []string{usr(b.peg)}, "expectedVersion": 1}, code: "NOT_FOUND", field: "requestId"},
		})
		decide := func(verdict string, v any, more vars) vars {
			in := vars{"requestId": request, "verdict": verdict, "expectedDealVersion": v}
			for k, x := range more {
				in[k] = x
			}
			return in
		}
		o.steps("approvalDecide", asked, []step{
			{name: "without the right", by: as(b.uma), input: decide("APPROVE", version, nil), top: fault.CodeForbidden},
			{name: "no request", by: as(b.peg), input: vars{"requestId": o.store.NewID().Text(ident.Approval), "verdict": "APPROVE", "expectedDealVersion": 1}, code: "NOT_FOUND", field: "requestId"},
			{name: "stale figures", by: as(b.peg), input: decide("APPROVE", 1, nil), code: "STALE"},
			{name: "success", by: as(b.peg), input: decide("APPROVE", version, vars{"comment": "fine", "idempotencyKey": "d"}), check: map[string]any{"approvalRequest.state": "APPROVED", "approvalRequest.places.0.comment": "fine",
				"approvalRequest.places.0.figures.loanAmount.amount": "700000.00"}},
			{name: "again", by: as(b.peg), input: decide("APPROVE", version, vars{"comment": "fine", "idempotencyKey": "d"}), check: map[string]any{"approvalRequest.state": "APPROVED"}},
			{name: "over", by: as(b.peg), input: decide("DECLINE", version, nil), code: "REQUEST_NOT_PENDING", field: "requestId"},
		})
		o.ask(as(b.uma), `query($id: ID!) { deal(id: $id) { blocked grant { at approver { name } figures { loanAmount { amount currency } discretionBps } request { id } } approvalRequest { id } requests { id state } } }`, vars{"id": b.deal}).ok().
			want("deal.blocked", false).want("deal.grant.approver.name", "Peg Approver").want("deal.grant.figures.loanAmount.amount", "700000.00").want("deal.grant.request.id", request).
			want("deal.approvalRequest", nil).want("deal.requests.0.state", "APPROVED")
		o.ask(asIn(b.otherTenant, b.other), `query($id: ID!) { node(id: $id) { id } }`, vars{"id": request}).ok().want("node", nil)
	})
}

func TestApprovers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		list := func(w who, args string) *answer {
			t.Helper()
			return o.ask(w, `{ approvers(`+args+`) { totalCount pageInfo { hasNextPage endCursor } nodes { user { name } available reason message comparisons { code value { amount } limit { amount } headroom { amount } } } } }`, nil)
		}
		list(as(b.uma), `dealId: "`+b.deal+`"`).ok().want("approvers.totalCount", 2).want("approvers.nodes.0.user.name", "Pat Approver").want("approvers.nodes.0.comparisons", "[]")
		list(as(b.ada), `dealId: "`+b.deal+`"`).ok().want("approvers.nodes.0.comparisons.0.headroom.amount", "4300000.00")
		list(as(b.ada), `amount: "5000000.01"`).ok().want("approvers.totalCount", 0)
		list(as(b.ada), `amount: "5000000.00", first: 1`).ok().want("approvers.totalCount", 2).want("approvers.pageInfo.hasNextPage", true)
		list(as(b.ada), `figures: { mortgageSecured: "400000.00", bridgeSecured: "1.00" }, all: true`).ok().want("approvers.totalCount", 5).
			want("approvers.nodes.0.reason", "NO_PERMISSION").want("approvers.nodes.0.message", "This person's roles do not allow approvals.")
		list(as(b.ada), `first: 5`).refused(200, fault.CodeRequired)
		list(as(b.ada), `amount: "1", figures: {}`).refused(200, fault.CodeInvalid)
		list(as(b.ada), `amount: "1.001"`).refused(200, fault.CodeInvalid)
		list(as(b.ada), `amount: "1", asOf: "2999-01-01T00:00:00Z"`).refused(200, fault.CodeInvalid)
		list(as(b.ada), `dealId: "`+o.store.NewID().Text(ident.Deal)+`"`).refused(200, fault.CodeUnknownDeal)
		list(as(o.hire("Ben Bystander")), `amount: "1"`).refused(200, fault.CodeForbidden)
		o.ask(as(b.uma), `query($id: ID!) { deal(id: $id) { approvers(first: 1) { totalCount nodes { user { name } available } pageInfo { endCursor hasNextPage } } } }`, vars{"id": b.deal}).ok().
			want("deal.approvers.totalCount", 2).want("deal.approvers.nodes.0.user.name", "Pat Approver").want("deal.approvers.pageInfo.hasNextPage", true)
	})
}
