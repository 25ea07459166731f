package graph_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ident"
)

// TestLendingOnBehalf: each mutation of lending can be done by a key on behalf of a
// person, with that person's rights, and history names both.
func TestLendingOnBehalf(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		key := o.key("service-los")
		tom := o.hire("Tom Team", "team-manager")
		o.limit(tom, 5, 100)
		behalf := func(id ident.ID) who { return with(key).header("Mandate-On-Behalf-Of", usr(id)) }
		version := func() any {
			return o.ask(as(b.ada), `query($id: ID!) { deal(id: $id) { version } }`, vars{"id": b.deal}).ok().at("deal.version")
		}
		deal := func(more vars) vars {
			in := vars{"dealId": b.deal, "expectedVersion": version()}
			for k, v := range more {
				in[k] = v
			}
			return in
		}
		var request any
		done := map[string]bool{}
		as := func(person ident.ID, mutation, inputType, selection string, in vars) *answer {
			t.Helper()
			before := o.entries()
			query := fmt.Sprintf("mutation($in: %s!) { %s(input: $in) { %s userErrors { code field message } } }", inputType, mutation, selection)
			a := o.ask(behalf(person), query, vars{"in": in}).done(mutation)
			if n := o.actedFor(person, o.entries()-before); n == 0 {
				t.Errorf("%s: history does not say that the key did it for %s", mutation, usr(person))
			}
			done[mutation] = true
			return a
		}
		as(b.uma, "dealSubmit", "DealSubmitInput", "deal { id }", vars{"reference": "B-1", "facilities": []vars{{"category": "MORTGAGE", "amount": "1.00"}}})
		as(b.uma, "dealsSubmit", "DealsSubmitInput", "results { deal { id } }", vars{"deals": []vars{{"reference": "B-2", "facilities": []vars{{"category": "MORTGAGE", "amount": "1.00"}}}}})
		as(b.uma, "dealUpdate", "DealUpdateInput", "deal { id }", deal(vars{"location": "QC"}))
		as(b.uma, "dealStatusSet", "DealStatusSetInput", "deal { id }", deal(vars{"status": "IN_REVIEW"}))
		request = as(b.uma, "approvalRequest", "ApprovalRequestInput", "approvalRequest { id }", vars{"dealId": b.deal, "approverIds": []string{usr(b.pat)}}).at("approvalRequest.approvalRequest.id")
		o.away(b.pat, 0, 1, b.bob)
		v := o.ask(behalf(b.uma), `query($id: ID!) { node(id: $id) { ... on ApprovalRequest { version } } }`, vars{"id": request}).ok().at("node.version")
		as(b.uma, "approvalReroute", "ApprovalRerouteInput", "approvalRequest { id }", vars{"requestId": request, "approverIds": []string{usr(b.peg)}, "expectedVersion": v})
		as(b.peg, "approvalDecide", "ApprovalDecideInput", "approvalRequest { state }", vars{"requestId": request, "verdict": "DECLINE", "expectedDealVersion": version()})
		as(tom, "dealUnassign", "DealMoveInput", "deal { id }", deal(nil))
		as(tom, "dealRelease", "DealMoveInput", "deal { id }", deal(nil))
		as(b.uma, "dealPickUp", "DealMoveInput", "deal { id }", deal(nil))
		as(tom, "dealAssign", "DealAssignInput", "deal { id }", deal(vars{"userId": usr(b.bob)}))
		as(tom, "dealsReassign", "DealsReassignInput", "results { deal { id } }", vars{"fromUserId": usr(b.bob), "toUserId": usr(b.uma)})
		as(b.uma, "outOfOfficeSet", "OutOfOfficeSetInput", "outOfOffice { id }", vars{"userId": usr(b.uma), "startDate": day(0), "endDate": day(2), "delegateId": usr(b.bob)})
		as(b.uma, "outOfOfficeDelegateSet", "OutOfOfficeDelegateSetInput", "outOfOffice { id }", vars{"userId": usr(b.uma), "delegateId": usr(tom)})
		o.ask(behalf(tom), `mutation($in: DealMoveInput!) { dealUndelegate(input: $in) { userErrors { code } } }`, vars{"in": deal(nil)}).userError("dealUndelegate", "DELEGATION_IN_FORCE")
		as(b.uma, "outOfOfficeEnd", "OutOfOfficeEndInput", "outOfOffice { id }", vars{"userId": usr(b.uma)})
		seen := o.ask(behalf(b.ada), `query($id: ID!) { user(id: $id) { version preferences { version } lendingLimits { version } } }`, vars{"id": usr(b.uma)}).ok()
		as(b.ada, "preferencesUpdate", "PreferencesUpdateInput", "user { id }", vars{"userId": usr(b.uma), "autoAssign": false, "expectedVersion": seen.at("user.preferences.version")})
		as(b.ada, "lendingLimitsSet", "LendingLimitsSetInput", "user { id }", vars{"userId": usr(b.uma), "maxCapacity": 9, "expectedVersion": seen.at("user.lendingLimits.version")})
		as(b.ada, "directManagerSet", "DirectManagerSetInput", "user { id }", vars{"userId": usr(b.uma), "managerId": usr(tom), "expectedVersion": o.person(b.uma).Version})
		for _, f := range strings.Fields(`dealSubmit dealUpdate dealStatusSet dealAssign dealPickUp dealUnassign dealRelease dealsSubmit dealsReassign
			approvalRequest approvalReroute approvalDecide outOfOfficeSet outOfOfficeDelegateSet outOfOfficeEnd preferencesUpdate lendingLimitsSet directManagerSet`) {
			if !done[f] {
				t.Errorf("%s was not done on behalf of anybody", f)
			}
		}
	})
}

// actedFor counts, among the last entries of history, those of a service for a person.
func (o *office) actedFor(person ident.ID, last int) (n int) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.HistoryEntry.Query().Order(db.Desc(historyentry.FieldID)).Limit(last).All(ctx)
		for _, e := range rows {
			if e.ActorKind == string(actor.Service) && e.OnBehalfOf != nil && *e.OnBehalfOf == person {
				n++
			}
		}
		return err
	}))
	return n
}
