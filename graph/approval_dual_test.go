package graph_test

import (
	"testing"

	"mandate/directory"
	"mandate/ident"
)

// duet is a company in which deals above 600,000 need two approvers (AP-9).
type duet struct {
	board
	ron ident.ID // a third approver
}

func (o *office) duet() duet {
	o.t.Helper()
	d := duet{board: o.board(), ron: o.hire("Ron Approver", "approver")}
	o.limit(d.ron, 0, 5_000_000)
	above := int64(600_000_00)
	bound := &above
	o.must(o.people.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{DualApprovalAbove: &bound}))
	return d
}

// ask names approvers; it gives the request.
func (d duet) ask(approvers ...ident.ID) (request any) {
	d.t.Helper()
	ids := make([]string, len(approvers))
	for i, id := range approvers {
		ids[i] = usr(id)
	}
	a := d.office.ask(as(d.uma), `mutation($in: ApprovalRequestInput!) { approvalRequest(input: $in) { approvalRequest { id state } userErrors { code } } }`,
		vars{"in": vars{"dealId": d.deal, "approverIds": ids}}).done("approvalRequest").want("approvalRequest.approvalRequest.state", "PENDING")
	return a.at("approvalRequest.approvalRequest.id")
}

func (d duet) figures(amount string) step {
	return step{name: "figures " + amount, by: as(d.uma), input: vars{"dealId": d.deal, "expectedVersion": d.version(), "facilities": []vars{{"category": "MORTGAGE", "amount": amount}}}}
}

func (d duet) version() any {
	d.t.Helper()
	return d.office.ask(as(d.ada), `query($id: ID!) { deal(id: $id) { version } }`, vars{"id": d.deal}).ok().at("deal.version")
}

// by is a verdict on the figures of now.
func (d duet) by(who ident.ID, request any, verdict string) step {
	return step{name: verdict, by: as(who), input: vars{"requestId": request, "verdict": verdict, "expectedDealVersion": d.version()}}
}

func (s step) then(check map[string]any) []step {
	s.check = check
	return []step{s}
}

func (s step) refused(code, field string) []step {
	s.code, s.field = code, field
	return []step{s}
}

// actions counts the entries of a deal's or a request's history with an action.
func (o *office) actions(action string) int {
	o.t.Helper()
	ada := o.firstUser()
	return len(o.ask(as(ada), `query($a: [String!]) { history(first: 50, where: { actions: $a }) { nodes { id } } }`, vars{"a": []string{action}}).ok().list("history.nodes"))
}

// TestDualApproval is AP-9 by the API.
func TestDualApproval(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		d := o.duet()
		named := func(ids ...ident.ID) vars {
			list := []string{}
			for _, id := range ids {
				list = append(list, usr(id))
			}
			return vars{"dealId": d.deal, "approverIds": list}
		}
		o.steps("approvalRequest", asked, []step{
			{name: "one", by: as(d.uma), input: named(d.pat), code: "INVALID", field: "approverIds"},
			{name: "the same twice", by: as(d.uma), input: named(d.pat, d.pat), code: "INVALID", field: "approverIds"},
			{name: "one who may not", by: as(d.uma), input: named(d.pat, d.bob), code: "APPROVER_NOT_AVAILABLE", field: "approverIds"},
		})
		request := d.ask(d.pat, d.peg)
		o.steps("approvalDecide", asked, d.by(d.pat, request, "APPROVE").then(map[string]any{"approvalRequest.state": "PENDING", "approvalRequest.places.0.state": "APPROVED",
			"approvalRequest.places.0.figures.loanAmount.amount": "700000.00", "approvalRequest.places.1.state": "PENDING", "deal.blocked": true, "deal.grant": nil}))
		o.steps("approvalDecide", asked, d.by(d.pat, request, "APPROVE").refused("REQUEST_NOT_PENDING", "requestId"))

		o.steps("dealUpdate", "deal { blocked approvalRequest { state places { state } } }", d.figures("800000.00").then(map[string]any{
			"deal.approvalRequest.state": "PENDING", "deal.approvalRequest.places.0.state": "PENDING", "deal.approvalRequest.places.1.state": "PENDING"}))
		if n := o.actions("APPROVAL_VOIDED"); n != 1 {
			t.Errorf("%d approvals were voided", n)
		}
		o.steps("approvalDecide", asked, d.by(d.pat, request, "APPROVE").then(map[string]any{"approvalRequest.state": "PENDING", "approvalRequest.places.0.state": "APPROVED"}))

		o.away(d.peg, 0, 1, d.bob)
		unrouted := o.ask(as(d.uma), `query($id: ID!) { node(id: $id) { ... on ApprovalRequest { state version places { state approver { name } } } } }`, vars{"id": request}).ok().
			want("node.places.0.state", "APPROVED").want("node.places.1.state", "UNROUTED")
		reroute := func(ids ...string) vars {
			return vars{"requestId": request, "approverIds": ids, "expectedVersion": unrouted.at("node.version")}
		}
		o.steps("approvalReroute", asked, []step{
			{name: "who has approved, twice", by: as(d.uma), input: reroute(usr(d.pat), usr(d.pat)), code: "INVALID", field: "approverIds"},
			{name: "the open place", by: as(d.uma), input: reroute(usr(d.pat), usr(d.ron)), check: map[string]any{"approvalRequest.state": "PENDING", "approvalRequest.places.0.state": "APPROVED",
				"approvalRequest.places.1.approver.name": "Ron Approver", "approvalRequest.places.1.state": "PENDING"}},
		})
		o.steps("approvalDecide", asked, d.by(d.ron, request, "APPROVE").then(map[string]any{"approvalRequest.state": "APPROVED"}))
		o.ask(as(d.uma), `query($id: ID!) { deal(id: $id) { blocked grant { approver { name } figures { loanAmount { amount } } } } }`, vars{"id": d.deal}).ok().
			want("deal.blocked", false).want("deal.grant.approver.name", "Ron Approver").want("deal.grant.figures.loanAmount.amount", "800000.00")
	})
}

// TestDualApprovalEnds: one DECLINE declines; at the bound itself one approver is enough.
func TestDualApprovalEnds(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		d := o.duet()
		request := d.ask(d.pat, d.peg)
		o.steps("approvalDecide", asked, d.by(d.pat, request, "APPROVE").then(map[string]any{"approvalRequest.state": "PENDING"}))
		o.steps("approvalDecide", asked, d.by(d.peg, request, "DECLINE").then(map[string]any{"approvalRequest.state": "DECLINED", "deal": nil})) // it is over, and neither sees the deal
		o.ask(as(d.uma), `query($id: ID!) { deal(id: $id) { blocked grant { at } } }`, vars{"id": d.deal}).ok().want("deal.blocked", true).want("deal.grant", nil)
		o.limit(d.uma, 5, 500_000)
		o.steps("dealUpdate", "deal { blocked }", d.figures("600000.00").then(map[string]any{"deal.blocked": true}))
		request = d.ask(d.pat)
		o.steps("approvalDecide", asked, d.by(d.pat, request, "APPROVE").then(map[string]any{"approvalRequest.state": "APPROVED"}))
		o.ask(as(d.uma), `query($id: ID!) { deal(id: $id) { blocked } }`, vars{"id": d.deal}).ok().want("deal.blocked", false)
		o.steps("dealUpdate", "deal { blocked }", d.figures("600000.01").then(map[string]any{"deal.blocked": true}))
		o.steps("dealUpdate", "deal { blocked }", d.figures("600000.00").then(map[string]any{"deal.blocked": false}))
	})
}
