package graph_test

import (
	"context"
	"testing"

	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

func TestOrgTree(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		mia := o.hire("Mia Mid", "underwriter")
		for report, manager := range map[ident.ID]ident.ID{c.uma: mia, mia: c.ada} {
			_, err := o.people.SetManager(o.ctx, report, 0, manager)
			o.must(err)
		}
		query := `query($r: ID, $d: Int!) { orgTree(rootId: $r, depth: $d) { depth managerId reportCount user { firstName } } }`
		tree := func(w who, root any, depth int) *answer { return o.ask(w, query, vars{"r": root, "d": depth}) }
		names := func(a *answer) (list string) {
			for _, n := range a.list("orgTree") {
				list += n.(map[string]any)["user"].(map[string]any)["firstName"].(string) + " "
			}
			return list
		}
		if got := names(tree(as(c.uma), nil, 2).ok()); got != "Ada Mia Uma Bob " {
			t.Errorf("the company: %s", got)
		}
		a := tree(as(c.uma), usr(c.ada), 1).ok().want("orgTree.0.depth", 0).want("orgTree.1.depth", 1).want("orgTree.1.managerId", usr(c.ada)).want("orgTree.1.reportCount", 1)
		if got := names(a); got != "Ada Mia " {
			t.Errorf("one level: %s", got)
		}
		_, err := o.people.SetManager(o.ctx, c.ada, 0, c.uma)
		o.must(err)
		if got := names(tree(as(c.uma), usr(c.ada), 9).ok()); got != "Ada Mia Uma " {
			t.Errorf("in a circle: %s", got)
		}
		tree(as(c.uma), nil, 11).refused(200, fault.CodeInvalid)
		tree(as(c.uma), "nonsense", 1).refused(200, fault.CodeUnknownUser)
		if got := names(tree(as(c.uma), usr(c.other), 1).ok()); got != "" {
			t.Errorf("another company's: %s", got)
		}
		contact := o.contact("Cora Contact")
		if got := names(tree(as(contact), usr(c.ada), 3).ok()); got != "" {
			t.Errorf("to a contact: %s", got)
		}
	})
}

func TestVisibleTo(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		boss := o.hire("Mia Mid", "underwriter")
		_, err := o.people.SetManager(o.ctx, c.uma, 0, boss)
		o.must(err)
		o.hire("Ben Bystander")
		o.limit(c.uma, 1, 600_000)
		owned, waiting := o.submit("OWNED", 500_000), o.submit("WAITING", 900_000)
		query := `query($id: ID!) { deal(id: $id) { visibleTo { firstName } } }`
		for id, want := range map[ident.ID]string{owned: "Ada Bob Mia Uma", waiting: "Ada Bob Mia Uma"} {
			if got := o.ask(as(c.ada), query, vars{"id": id.Text(ident.Deal)}).ok().names("deal.visibleTo", "firstName"); got != want {
				t.Errorf("%s: %s, want %s", id, got, want)
			}
		}
		o.hire("Pia Peer", "underwriter")
		if got := o.ask(as(c.ada), query, vars{"id": owned.Text(ident.Deal)}).ok().names("deal.visibleTo", "firstName"); got != "Ada Bob Mia Uma" {
			t.Errorf("beside a peer: %s", got)
		}
		if got := o.ask(as(c.ada), query, vars{"id": waiting.Text(ident.Deal)}).ok().names("deal.visibleTo", "firstName"); got != "Ada Bob Mia Pia Uma" {
			t.Errorf("while it waits: %s", got)
		}
		o.ask(as(c.uma), query, vars{"id": owned.Text(ident.Deal)}).ok().want("deal.visibleTo", nil)
	})
}

func TestProvidersAreToldWithCan(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		query := `query($u: ID!) { can(userId: $u, permission: "deal.edit") { providers } }`
		o.ask(as(c.uma), query, vars{"u": usr(c.uma)}).ok().want("can.providers", "[]")
		o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Record(store.Event{Action: "USER_UPDATED", TargetKind: ident.User, Target: c.uma})
			return tx.Client.User.UpdateOneID(c.uma).SetProviders([]string{"Gap One", "Tire Two"}).Exec(ctx)
		}))
		o.ask(as(c.uma), query, vars{"u": usr(c.uma)}).ok().want("can.providers", "[Gap One Tire Two]")
	})
}

func TestDealsAreTried(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 5, 600_000)
		o.submit("KNOWN", 500_000)
		in := vars{"dryRun": true, "deals": []vars{figures("NEW", "500000.00", nil), figures("KNOWN", "1.00", nil), figures("", "1.00", nil)}}
		a := o.ask(with(o.key("service-los")), `mutation($input: DealsSubmitInput!) { dealsSubmit(input: $input) { results { tried deal { id } userErrors { code } } userErrors { code } } }`, vars{"input": in}).done("dealsSubmit")
		a.want("dealsSubmit.results.0.deal", nil).want("dealsSubmit.results.0.userErrors", "[]").want("dealsSubmit.results.1.userErrors.0.code", "DEAL_EXISTS").want("dealsSubmit.results.2.userErrors.0.code", "REQUIRED")
		o.ask(as(c.ada), `{ deals(first: 5) { totalCount } }`, nil).ok().want("deals.totalCount", 1)
	})
}
