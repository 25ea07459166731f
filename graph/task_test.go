package graph_test

import (
	"testing"

	"mandate/fault"
	"mandate/ident"
)

func TestTasks(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		deal := o.submit("R-1", 500_000).Text(ident.Deal)
		pia := o.hire("Pia Peer", "underwriter")
		los := with(o.key("service-los"))
		shown := "tasks { id version reference title done assigneeName assignee { name } deal { reference } }"
		one := func(more vars) vars {
			task := vars{"reference": "t1", "title": "Call", "assigneeId": usr(pia), "dealId": deal}
			for k, x := range more {
				task[k] = x
			}
			return vars{"tasks": []vars{task}}
		}
		keyed := one(nil)
		keyed["idempotencyKey"] = "k"
		o.steps("tasksUpsert", shown, []step{
			{name: "success", by: los, input: keyed, check: map[string]any{"tasks.0.assigneeName": "Pia Peer", "tasks.0.deal.reference": "R-1", "tasks.0.done": false, "tasks.0.version": 1}},
			{name: "again", by: los, input: keyed, check: map[string]any{"tasks.0.version": 1}},
			{name: "done", by: los, input: one(vars{"done": true}), check: map[string]any{"tasks.0.done": true, "tasks.0.version": 2}},
			{name: "nobody", by: los, input: one(vars{"assigneeId": usr(c.other)}), code: "UNKNOWN_USER", field: "tasks.0.assigneeId"},
			{name: "a deal for a person", by: los, input: one(vars{"assigneeId": deal}), code: "UNKNOWN_USER", field: "tasks.0.assigneeId"},
			{name: "no deal", by: los, input: one(vars{"dealId": o.store.NewID().Text(ident.Deal)}), code: "UNKNOWN_DEAL", field: "tasks.0.dealId"},
			{name: "a deal not to be seen", by: as(pia), input: one(nil), code: "UNKNOWN_DEAL", field: "tasks.0.dealId"},
			{name: "a line break", by: los, input: one(vars{"title": "a\nb"}), code: "INVALID", field: "tasks.0.title"},
			{name: "no title", by: los, input: one(vars{"title": ""}), code: "INVALID", field: "tasks.0.title"},
			{name: "denied", by: as(o.hire("Aude Auditor", "auditor")), input: one(nil), top: fault.CodeForbidden},
		})
		of := `query($id: ID!) { deal(id: $id) { tasks { id title assigneeName assignee { name } } } }`
		id := o.ask(as(c.uma), of, vars{"id": deal}).ok().want("deal.tasks.0.title", "Call").at("deal.tasks.0.id")
		node := `query($id: ID!) { node(id: $id) { ... on Task { title deal { reference } } } }`
		o.ask(as(pia), node, vars{"id": id}).ok().want("node.title", "Call").want("node.deal", nil)
		o.ask(as(o.hire("Sam Stranger", "underwriter")), node, vars{"id": id}).ok().want("node", nil)
		o.must(o.people.Delete(o.ctx, pia, 0, ""))
		o.ask(as(c.uma), of, vars{"id": deal}).ok().want("deal.tasks.0.assigneeName", "Unknown Name").want("deal.tasks.0.assignee", nil)
	})
}

func TestDealsReassign(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		one, two := o.submit("R-1", 1).Text(ident.Deal), o.submit("R-2", 2).Text(ident.Deal)
		waits := o.submit("R-3", 900_000).Text(ident.Deal)
		pia := o.hire("Pia Peer", "underwriter")
		boss := as(o.hire("Tom Team", "team-manager"))
		from := func(more vars) vars {
			v := vars{"fromUserId": usr(c.uma)}
			for k, x := range more {
				v[k] = x
			}
			return v
		}
		o.steps("dealsReassign", "results { deal { reference owner { name } } to { name } code message }", []step{
			{name: "dry", by: boss, input: from(vars{"toUserId": usr(pia), "dryRun": true}), check: map[string]any{"results.0.to.name": "Pia Peer", "results.0.deal.owner.name": "Uma Underwood"}},
			{name: "one", by: boss, input: from(vars{"toUserId": usr(pia), "dealIds": []string{one}}), check: map[string]any{"results.0.deal.owner.name": "Pia Peer", "results.0.code": nil}},
			{name: "not theirs", by: boss, input: from(vars{"toUserId": usr(pia), "dealIds": []string{one}}), check: map[string]any{"results.0.code": "DEAL_NOT_ASSIGNED", "results.0.message": "Somebody else owns this deal by now. Load the deals again and choose anew."}},
			{name: "nobody's", by: boss, input: from(vars{"toUserId": usr(pia), "dealIds": []string{waits}}), check: map[string]any{"results.0.code": "DEAL_NOT_ASSIGNED", "results.0.message": "This deal has no owner."}},
			{name: "to the pool", by: boss, input: vars{"fromUserId": usr(pia)}, check: map[string]any{"results.0.deal.reference": "R-1", "results.0.to.name": "Uma Underwood"}},
			{name: "nobody", by: boss, input: vars{"fromUserId": usr(c.other)}, code: "UNKNOWN_USER", field: "fromUserId"},
			{name: "to nobody", by: boss, input: from(vars{"toUserId": usr(c.other)}), code: "UNKNOWN_USER", field: "toUserId"},
			{name: "to the id of nobody, which is no pool", by: boss, input: from(vars{"toUserId": usr(ident.ID{})}), code: "UNKNOWN_USER", field: "toUserId"},
			{name: "to themselves", by: boss, input: from(vars{"toUserId": usr(c.uma)}), code: "INVALID", field: "toUserId"},
			{name: "no deal", by: boss, input: from(vars{"dealIds": []string{usr(pia)}}), code: "UNKNOWN_DEAL", field: "dealIds"},
			{name: "all", by: boss, input: from(vars{"toUserId": usr(pia), "idempotencyKey": "k"}), check: map[string]any{"results.1.to.name": "Pia Peer"}},
			{name: "denied", by: as(c.uma), input: from(nil), top: fault.CodeForbidden},
		})
		_ = two
	})
}
