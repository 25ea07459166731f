package graph_test

import (
	"fmt"
	"slices"
	"testing"

	"mandate/fault"
)

func TestDealsSubmit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 50, 600_000)
		los := with(o.key("service-los"))
		some := func(policy string, more vars, amounts ...string) vars {
			var deals []vars
			for i, a := range amounts {
				deals = append(deals, figures(fmt.Sprintf("%s-%d", policy, i), a, nil))
			}
			v := vars{"deals": deals, "errorPolicy": policy}
			for k, x := range more {
				v[k] = x
			}
			return v
		}
		many := make([]string, 5001)
		for i := range many {
			many[i] = "1.00"
		}
		shown := "results { index reference tried deal { reference owner { name } } userErrors { code field } }"
		o.steps("dealsSubmit", shown, []step{
			{name: "each by itself", by: los, input: some("CONTINUE", vars{"idempotencyKey": "k"}, "1.00", "1.001", "2.00"), check: map[string]any{"results.0.deal.owner.name": "Uma Underwood", "results.1.deal": nil,
				"results.1.userErrors.0.code": "INVALID", "results.1.tried": true, "results.2.deal.reference": "CONTINUE-2", "results.2.index": 2}},
			{name: "again", by: los, input: some("CONTINUE", vars{"idempotencyKey": "k"}, "1.00", "1.001", "2.00"), check: map[string]any{"results.0.deal.reference": "CONTINUE-0"}},
			{name: "the first refusal ends it", by: los, input: some("STOP", nil, "1.00", "1.001", "2.00"), check: map[string]any{"results.0.deal.reference": "STOP-0", "results.1.tried": true, "results.2.tried": false, "results.2.deal": nil}},
			{name: "none", by: los, input: vars{"deals": []vars{}}, code: "TOO_LARGE", field: "deals"},
			{name: "too many", by: los, input: some("CONTINUE", nil, many...), code: "TOO_LARGE", field: "deals"},
			{name: "denied", by: as(o.hire("Aude Auditor", "auditor")), input: some("STOP", nil, "1.00"), top: fault.CodeForbidden},
		})
		o.ask(los, `{ deals(first: 9) { totalCount } }`, nil).ok().want("deals.totalCount", 3)
	})
}

func TestDraftIsExplained(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		pia := o.hire("Pia Peer", "underwriter")
		o.limit(pia, 5, 900_000)
		o.away(c.uma, 0, 1, pia)
		explain := func(draft vars) *answer {
			t.Helper()
			return o.ask(as(c.ada), `query($d: DealDraftInput, $u: ID!) { assignmentExplanation(draft: $d) { live mode considered ranking { user { name } standIn { name } standInMaxCapacity owned load } counts { reason count }
				candidate(userId: $u) { reason standIn { name } } } }`, vars{"d": draft, "u": usr(c.uma)})
		}
		draft := func(amount string, more vars) vars {
			v := vars{"facilities": []vars{{"category": "MORTGAGE", "amount": amount}}, "location": "ON"}
			for k, x := range more {
				v[k] = x
			}
			return v
		}
		a := explain(draft("500000.00", nil)).ok().want("assignmentExplanation.live", true).want("assignmentExplanation.considered", 4)
		a.want("assignmentExplanation.candidate.standIn.name", "Pia Peer")
		explain(draft("700000.00", nil)).ok().want("assignmentExplanation.ranking.0.user.name", "Pia Peer").want("assignmentExplanation.candidate.reason", "OVER_LIMIT")
		explain(draft("1.001", nil)).refused(200, fault.CodeInvalid)
		explain(draft("1.00", vars{"discretionBps": 10_001})).refused(200, fault.CodeInvalid)
		explain(draft("1.00", vars{"propertyType": "ALL"})).refused(200, fault.CodeInvalid)
		explain(draft("1.00", vars{"productId": usr(pia)})).refused(200, fault.CodeNotFound)
		explain(vars{"facilities": []vars{}}).ok().want("assignmentExplanation.considered", 4)
		explain(vars{"facilities": slices.Repeat([]vars{{"category": "MORTGAGE", "amount": "1.00"}}, 51)}).refused(200, fault.CodeInvalid)
		o.ask(as(c.ada), `{ assignmentExplanation { live } }`, nil).refused(200, fault.CodeRequired)
		o.ask(as(c.ada), `{ deals(first: 9) { totalCount } }`, nil).ok().want("deals.totalCount", 0)
	})
}

func TestNotificationsRead(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		o.submit("R-1", 1)
		o.submit("R-2", 2)
		inbox := `query($w: NotificationWhere) { notifications(first: 9, where: $w) { totalCount unreadCount nodes { id type readAt } } }`
		a := o.ask(as(c.uma), inbox, nil).ok()
		total := len(a.list("notifications.nodes"))
		a.want("notifications.unreadCount", total).want("notifications.totalCount", total)
		id := a.at("notifications.nodes.0.id")
		pia := o.hire("Pia Peer", "underwriter")
		o.steps("notificationsRead", "unreadCount", []step{
			{name: "somebody else's", by: as(pia), input: vars{"ids": []any{id}}},
			{name: "one", by: as(c.uma), input: vars{"ids": []any{id}, "idempotencyKey": "k"}, check: map[string]any{"unreadCount": total - 1}},
			{name: "again", by: as(c.uma), input: vars{"ids": []any{id}, "idempotencyKey": "k"}, check: map[string]any{"unreadCount": total - 1}},
			{name: "no notice", by: as(c.uma), input: vars{"ids": []any{usr(c.uma)}}, code: "NOT_FOUND", field: "ids"},
		})
		o.ask(as(c.uma), inbox, vars{"w": vars{"unread": false}}).ok().want("notifications.totalCount", 1).want("notifications.nodes.0.id", id)
		o.ask(as(c.uma), inbox, vars{"w": vars{"unread": true, "types": []string{"DEAL_ASSIGNED"}}}).ok().want("notifications.totalCount", 1)
		o.steps("notificationsRead", "unreadCount", []step{{name: "all", by: as(c.uma), input: vars{}, check: map[string]any{"unreadCount": 0}}})
	})
}

func TestQueuesTellWhoIsAway(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		o.submit("R-1", 500_000)
		pia := o.hire("Pia Peer", "underwriter")
		o.limit(pia, 2, 100)
		o.away(c.uma, 0, 1, pia)
		o.ask(as(c.ada), `{ queueLoad { user { name } load owned maxCapacity absent standIn { name } standsInFor { name } outOfOffice { endDate } } }`, nil).ok().
			want("queueLoad.0.user.name", "Pia Peer").want("queueLoad.0.load", 1).want("queueLoad.0.owned", 0).want("queueLoad.0.standsInFor.0.name", "Uma Underwood").want("queueLoad.0.absent", false).
			want("queueLoad.1.absent", true).want("queueLoad.1.owned", 1).want("queueLoad.1.load", 0).want("queueLoad.1.standIn.name", "Pia Peer").want("queueLoad.1.outOfOffice.endDate", day(1))
	})
}

// TestPhoneForInsurers is PR-3: the person's own number, else the company's.
func TestPhoneForInsurers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		phone := `query($id: ID!) { user(id: $id) { phone phoneForInsurers version } viewer { company { version autoRemoveDelegates dualApprovalAbove { amount currency } } } }`
		o.ask(as(c.ada), phone, vars{"id": usr(c.uma)}).ok().want("user.phoneForInsurers", "").want("viewer.company.autoRemoveDelegates", true).want("viewer.company.dualApprovalAbove", nil)
		o.steps("companySettingsUpdate", "companySettings { companyPhone autoRemoveDelegates dualApprovalAbove { amount currency } }", []step{
			{name: "set", by: as(c.ada), input: vars{"expectedVersion": 1, "companyPhone": "+14165550100", "autoRemoveDelegates": false, "dualApprovalAbove": "1000000.00"},
				check: map[string]any{"companySettings.dualApprovalAbove.amount": "1000000.00", "companySettings.dualApprovalAbove.currency": "CAD", "companySettings.autoRemoveDelegates": false}},
			{name: "decimals", by: as(c.ada), input: vars{"expectedVersion": 2, "dualApprovalAbove": "1.001"}, code: "INVALID", field: "dualApprovalAbove"},
			{name: "null for a switch", by: as(c.ada), input: vars{"expectedVersion": 2, "autoRemoveDelegates": nil}, code: "REQUIRED", field: "autoRemoveDelegates"},
			{name: "off", by: as(c.ada), input: vars{"expectedVersion": 2, "dualApprovalAbove": nil}, check: map[string]any{"companySettings.dualApprovalAbove": nil}},
		})
		o.ask(as(c.ada), phone, vars{"id": usr(c.uma)}).ok().want("user.phoneForInsurers", "+14165550100").want("user.phone", "")
		o.steps("userUpdate", "user { phoneForInsurers }", []step{
			{name: "their own", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": o.person(c.uma).Version, "phone": "+14165550123"}, check: map[string]any{"user.phoneForInsurers": "+14165550123"}},
		})
	})
}
