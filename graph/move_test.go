package graph_test

import (
	"testing"

	"mandate/fault"
	"mandate/ident"
)

func TestMovesByHand(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		boss := as(o.hire("Tom Team", "team-manager"))
		pia := o.hire("Pia Peer", "underwriter")
		mia := o.hire("Mia Mid", "underwriter")
		_, err := o.people.SetManager(o.ctx, pia, 0, mia)
		o.must(err)
		o.limit(c.uma, 5, 600_000)
		owned, waiting := o.submit("R-1", 500_000), o.submit("R-2", 900_000)
		move := func(deal ident.ID, more vars) vars {
			v := vars{"dealId": deal.Text(ident.Deal)}
			for k, x := range more {
				v[k] = x
			}
			return v
		}
		gone := o.hire("Gil Gone", "underwriter")
		o.must(o.people.Deactivate(o.ctx, gone, 0, ""))
		shown := "deal { reference version held owner { name } actingUser { name } delegates { user { name } } }"
		o.steps("dealUnassign", shown, []step{
			{name: "no right", by: as(c.uma), input: move(owned, nil), code: "FORBIDDEN"},
			{name: "not to be seen", by: as(pia), input: move(owned, nil), code: "UNKNOWN_DEAL", field: "dealId", check: map[string]any{"deal": nil}},
			{name: "stale", by: boss, input: move(owned, vars{"expectedVersion": 9}), code: "STALE", check: map[string]any{"deal.version": 1}},
			{name: "nobody has it", by: boss, input: move(waiting, nil), code: "DEAL_NOT_ASSIGNED", field: "dealId"},
			{name: "success", by: boss, input: move(owned, vars{"expectedVersion": 1, "comment": "too much", "idempotencyKey": "u"}), check: map[string]any{"deal.owner": nil, "deal.held": true}},
			{name: "again", by: boss, input: move(owned, vars{"expectedVersion": 1, "comment": "too much", "idempotencyKey": "u"}), check: map[string]any{"deal.held": true}},
			{name: "other company", by: asIn(c.otherTenant, c.other), input: move(owned, nil), code: "UNKNOWN_DEAL", field: "dealId"},
		})
		o.steps("dealRelease", shown, []step{
			{name: "no right", by: as(c.uma), input: move(owned, nil), code: "FORBIDDEN"},
			{name: "not held", by: boss, input: move(waiting, nil), code: "DEAL_NOT_HELD", field: "dealId"},
			{name: "success", by: boss, input: move(owned, nil), check: map[string]any{"deal.held": false, "deal.owner.name": "Uma Underwood"}},
			{name: "denied", by: as(o.hire("Ben Bystander")), input: move(owned, nil), top: fault.CodeForbidden},
		})
		max := o.hire("Max Manager", "finance-manager")
		_, err = o.people.SetManager(o.ctx, gone, 0, max)
		o.must(err)
		o.steps("dealPickUp", shown, []step{
			{name: "somebody has it", by: as(c.uma), input: move(owned, nil), code: "DEAL_ALREADY_ASSIGNED", field: "dealId"},
			{name: "somebody was quicker", by: as(pia), input: move(owned, nil), code: "DEAL_ALREADY_ASSIGNED", field: "dealId", check: map[string]any{"deal": nil}},
			{name: "quicker than a manager", by: as(max), input: move(owned, nil), code: "DEAL_ALREADY_ASSIGNED", field: "dealId", check: map[string]any{"deal": nil}},
			{name: "who sees none that waits", by: as(o.hire("Fay Finance", "finance-manager")), input: move(owned, nil), code: "UNKNOWN_DEAL", field: "dealId"},
			{name: "a key for nobody", by: with(o.key("service-los")), input: move(waiting, nil), code: "FORBIDDEN"},
			{name: "for a person", by: who(with(o.key("service-los"))).header("Mandate-On-Behalf-Of", usr(pia)), input: move(waiting, vars{"idempotencyKey": "p"}), check: map[string]any{"deal.owner.name": "Pia Peer"}},
			{name: "no deal", by: as(pia), input: move(o.store.NewID(), nil), code: "UNKNOWN_DEAL", field: "dealId"},
		})
		give := func(to ident.ID, more vars) vars {
			v := move(waiting, more)
			v["userId"] = usr(to)
			return v
		}
		o.away(c.uma, 0, 2, c.bob)
		o.steps("dealAssign", shown, []step{
			{name: "no right", by: as(pia), input: give(c.uma, nil), code: "FORBIDDEN"},
			{name: "inactive", by: boss, input: give(gone, nil), code: "USER_INACTIVE", field: "userId"},
			{name: "other company", by: boss, input: give(c.other, nil), code: "UNKNOWN_USER", field: "userId"},
			{name: "a role", by: boss, input: vars{"dealId": waiting.Text(ident.Deal), "userId": o.roleID("auditor")}, code: "UNKNOWN_USER", field: "userId"},
			{name: "to somebody away", by: boss, input: give(c.uma, vars{"expectedVersion": 2}), check: map[string]any{"deal.owner.name": "Uma Underwood", "deal.actingUser.name": "Bob Barker", "deal.delegates.0.user.name": "Bob Barker"}},
			{name: "stale", by: boss, input: give(c.uma, vars{"expectedVersion": 2}), code: "STALE"},
		})
		o.steps("dealUndelegate", shown, []step{
			{name: "in force", by: as(c.uma), input: move(waiting, nil), code: "DELEGATION_IN_FORCE"},
			{name: "not to be seen", by: as(pia), input: move(waiting, nil), code: "UNKNOWN_DEAL", field: "dealId"},
		})
		o.steps("dealAssign", shown, []step{
			{name: "by the direct manager, who sees it no more", by: as(mia), input: give(pia, nil), code: "UNKNOWN_DEAL", field: "dealId"},
		})
	})
}

func TestDealUpdate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		deal := o.submit("R-1", 500_000).Text(ident.Deal)
		change := func(v int, more vars) vars {
			input := vars{"dealId": deal, "expectedVersion": v}
			for k, x := range more {
				input[k] = x
			}
			return input
		}
		shown := `deal { version blocked blockedReason approversNeeded loanAmount { amount } location existingRetail { amount } discretionBps
			comparisons { code covered value { amount } limit { amount } headroom { amount } valueBps limitBps headroomBps } breaches { code } viewerCan { action allowed code } }`
		big := []vars{{"category": "MORTGAGE", "amount": "700000.00"}}
		o.steps("dealUpdate", shown, []step{
			{name: "success", by: as(c.uma), input: change(1, vars{"location": "QC", "existingRetail": "10.00"}), check: map[string]any{"deal.version": 2, "deal.location": "QC",
				"deal.existingRetail.amount": "10.00", "deal.comparisons.0.code": "LOAN_AMOUNT", "deal.comparisons.0.headroom.amount": "100000.00", "deal.comparisons.0.covered": true, "deal.approversNeeded": 0}},
			{name: "beyond", by: as(c.uma), input: change(2, vars{"facilities": big}), check: map[string]any{"deal.blocked": true, "deal.comparisons.0.headroom.amount": "-100000.00",
				"deal.blockedReason": "This deal exceeds the limits of Uma Underwood. It can proceed with an approval, or with figures within the limits.", "deal.approversNeeded": 1, "deal.breaches.0.code": "LOAN_AMOUNT"}},
			{name: "stale", by: as(c.uma), input: change(2, vars{"location": "ON"}), code: "STALE", check: map[string]any{"deal.version": 3}},
			{name: "null clears", by: as(c.uma), input: change(3, vars{"location": nil}), check: map[string]any{"deal.location": nil}},
			{name: "null for a number", by: as(c.uma), input: change(4, vars{"discretionBps": nil}), code: "REQUIRED", field: "discretionBps"},
			{name: "discretion", by: as(c.uma), input: change(4, vars{"discretionBps": 10_001}), code: "INVALID", field: "discretionBps"},
			{name: "decimals", by: as(c.uma), input: change(4, vars{"existingRetail": "1.001"}), code: "INVALID", field: "existingRetail"},
			{name: "a long place", by: as(c.uma), input: change(4, vars{"location": longText(201)}), code: "INVALID", field: "location"},
			{name: "not to be seen", by: as(o.hire("Sam Stranger", "underwriter")), input: change(4, vars{"location": "ON"}), code: "UNKNOWN_DEAL", field: "dealId", check: map[string]any{"deal": nil}},
			{name: "denied", by: as(o.hire("Aude Auditor", "auditor")), input: change(4, nil), top: fault.CodeForbidden},
			{name: "once", by: as(c.uma), input: change(4, vars{"location": "BC", "idempotencyKey": "k"}), check: map[string]any{"deal.version": 5}},
			{name: "again", by: as(c.uma), input: change(4, vars{"location": "BC", "idempotencyKey": "k"}), check: map[string]any{"deal.version": 5}},
		})
		o.ask(as(c.uma).header("Accept-Language", "de"), `query($id: ID!) { deal(id: $id) { blockedReason } }`, vars{"id": deal}).ok().
			want("deal.blockedReason", "Dieser Antrag übersteigt die Kreditlimits von Uma Underwood. Er kann mit einer Freigabe fortgesetzt werden, oder mit Zahlen innerhalb der Limits.")
	})
}

func longText(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = 'x'
	}
	return string(b)
}

func TestDealViewerCan(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		deal := o.submit("R-1", 500_000).Text(ident.Deal)
		wait := o.submit("R-2", 900_000).Text(ident.Deal)
		can := func(w who, id string) map[string]string {
			t.Helper()
			a := o.ask(w, `query($id: ID!) { deal(id: $id) { viewerCan { action allowed code reason } } }`, vars{"id": id}).ok()
			said := map[string]string{}
			for _, v := range a.list("deal.viewerCan") {
				one := v.(map[string]any)
				code, _ := one["code"].(string)
				said[one["action"].(string)] = code
				if one["allowed"] != (code == "") || (one["reason"] == nil) != (code == "") {
					t.Errorf("%v", one)
				}
			}
			return said
		}
		for _, w := range []struct {
			name string
			by   who
			deal string
			want map[string]string
		}{
			{"owner", as(c.uma), deal, map[string]string{"status": "", "authorityStep": "", "assign": "FORBIDDEN", "pickUp": "DEAL_ALREADY_ASSIGNED", "unassign": "FORBIDDEN", "release": "FORBIDDEN",
				"undelegate": "NOT_DELEGATED", "update": "", "figures": "", "requestApproval": "APPROVAL_NOT_NEEDED"}},
			{"team manager", as(o.hire("Tom Team", "team-manager")), deal, map[string]string{"status": "", "authorityStep": "NOT_ON_DEAL", "assign": "", "pickUp": "DEAL_ALREADY_ASSIGNED", "unassign": "", "release": "DEAL_NOT_HELD",
				"undelegate": "NOT_DELEGATED", "update": "", "figures": "", "requestApproval": "NOT_ON_DEAL"}},
			{"anybody, of a waiting one", as(c.uma), wait, map[string]string{"status": "", "authorityStep": "NOT_ON_DEAL", "assign": "FORBIDDEN", "pickUp": "", "unassign": "FORBIDDEN", "release": "FORBIDDEN",
				"undelegate": "NOT_DELEGATED", "update": "", "figures": "", "requestApproval": "NOT_ON_DEAL"}},
			{"auditor", as(o.hire("Aude Auditor", "auditor")), deal, map[string]string{"status": "FORBIDDEN", "authorityStep": "FORBIDDEN", "assign": "FORBIDDEN", "pickUp": "DEAL_ALREADY_ASSIGNED", "unassign": "FORBIDDEN", "release": "FORBIDDEN",
				"undelegate": "NOT_DELEGATED", "update": "FORBIDDEN", "figures": "FORBIDDEN", "requestApproval": "NOT_ON_DEAL"}},
		} {
			got := can(w.by, w.deal)
			for action, code := range w.want {
				if got[action] != code {
					t.Errorf("%s, %s: %q, want %q", w.name, action, got[action], code)
				}
			}
			if len(got) != len(w.want) {
				t.Errorf("%s: %d actions", w.name, len(got))
			}
		}
	})
}
